import Foundation
import RoostClient

/// What was found in one image, as `detect` prints it.
struct DetectedImage: Encodable {
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
        return predictions.map { object in
            let sides: [Double] =
                if case .box(let box) = object.geometry { [box.x, box.y, box.width, box.height] } else { [] }
            let columns = [Output.safe(path), Output.safe(object.label), String(format: "%.4f", object.score ?? 0)]
            return (columns + sides.map { String(format: "%.1f", $0) }).joined(separator: "\t") + "\n"
        }
        .joined()
    }
}
