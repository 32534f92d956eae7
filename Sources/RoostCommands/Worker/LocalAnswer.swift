import Foundation
import RoostClient

/// What a local model said of one image, as `classify`, `detect` and `segment` print it.
struct LocalAnswer: Encodable {
    let path: String
    let predictions: [Annotation.Draft]
    let failure: String?

    init(_ file: URL, _ prediction: Prediction) {
        path = file.relativePath
        predictions = prediction.annotations
        failure = prediction.failure
    }

    /// A JSON object, or a line for each answer: the path, the label, the score, then `columns` of it.
    func text(json: Bool, columns: (Annotation.Draft) -> [String] = { _ in [] }) throws -> String {
        guard !json else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
        if let failure { return "\(Output.safe(path))\t-\t\(Output.safe(failure))\n" }
        return predictions.map { answer in
            let score = answer.score.map { String(format: "%.4f", $0) } ?? "-"
            let all = [Output.safe(path), Output.safe(answer.label), score] + columns(answer)
            return all.joined(separator: "\t") + "\n"
        }
        .joined()
    }
}

extension Geometry {
    /// Left, top, width and height of a box, in pixels; none of what is no box.
    var sides: [String] {
        guard case .box(let box) = self else { return [] }
        return [box.x, box.y, box.width, box.height].map { String(format: "%.1f", $0) }
    }

    /// How many pixels a mask has; `-` for what is no mask.
    var pixelCount: String {
        guard case .mask(let mask) = self else { return "-" }
        return String(stride(from: 1, to: mask.counts.count, by: 2).reduce(0) { $0 + mask.counts[$1] })
    }
}
