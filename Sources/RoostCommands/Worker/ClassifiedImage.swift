import Foundation
import RoostClient

/// One image's answer as `classify` prints it.
struct ClassifiedImage: Encodable {
    struct Answer: Encodable {
        let label: String
        let score: Double?
    }

    let path: String
    let predictions: [Answer]
    let failure: String?

    init(_ file: URL, _ prediction: Prediction) {
        path = file.relativePath
        predictions = prediction.annotations.map { Answer(label: $0.label, score: $0.score) }
        failure = prediction.failure
    }

    func line(json: Bool) throws -> String {
        guard !json else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
        if let failure { return "\(Output.safe(path))\t-\t\(Output.safe(failure))\n" }
        return predictions.map { answer in
            "\(Output.safe(path))\t\(Output.safe(answer.label))\t\(String(format: "%.4f", answer.score ?? 0))\n"
        }
        .joined()
    }
}
