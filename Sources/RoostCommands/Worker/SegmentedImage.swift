import Foundation
import RoostClient

/// What was found in one image, as `segment` prints it.
struct SegmentedImage: Encodable {
    let path: String
    let predictions: [Annotation.Draft]
    let failure: String?

    init(_ file: URL, _ prediction: Prediction) {
        path = file.relativePath
        predictions = prediction.annotations
        failure = prediction.failure
    }

    func line(json: Bool) throws -> String {
        guard !json else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
        if let failure { return "\(Output.safe(path))\t-\t\(Output.safe(failure))\n" }
        return predictions.map { segment in
            let score = segment.score.map { String(format: "%.4f", $0) } ?? "-"
            let columns = [Output.safe(path), Output.safe(segment.label), score, Self.pixels(segment.geometry) ?? "-"]
            return columns.joined(separator: "\t") + "\n"
        }
        .joined()
    }

    /// How many pixels a mask has.
    private static func pixels(_ geometry: Geometry) -> String? {
        guard case .mask(let mask) = geometry else { return nil }
        return String(stride(from: 1, to: mask.counts.count, by: 2).reduce(0) { $0 + mask.counts[$1] })
    }
}
