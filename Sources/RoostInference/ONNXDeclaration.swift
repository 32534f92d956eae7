import Foundation
import RoostEntities

/// What a plain ONNX model does not say about itself: the contents of `roost.json`.
///
///     {
///       "labels": ["cat", "dog"],              names of the outputs, in order
///       "scoring": "softmax",                  or sigmoid, or none when the outputs are confidences
///       "input": "pixels", "output": "logits", needed where the model has several
///       "image": {
///         "resize": {"exact": [224, 224]},     height and width; or {"shortest_edge": 256}; or left out
///         "crop": [224, 224],                  from the centre, after the resize
///         "filter": "bilinear",                or nearest, bicubic, lanczos, box, hamming
///         "scale": 0.00392156862745098,        what samples 0...255 are multiplied with
///         "mean": [0.5, 0.5, 0.5],             subtracted from the scaled samples, which are then
///         "std": [0.5, 0.5, 0.5]               divided by this, a number a channel
///       }
///     }
///
/// The same text may instead be the value of `roost` in the model's own metadata. Without an `image` the folder needs a
/// `preprocessor_config.json` as `transformers` writes it.
struct ONNXDeclaration: Decodable, Hashable, Sendable {
    static let fileName = "roost.json"
    static let metadataKey = "roost"

    struct ImageSteps: Decodable, Hashable, Sendable {
        struct Resize: Decodable, Hashable, Sendable {
            var exact: [Int]?
            var shortestEdge: Int?
        }

        var resize: Resize?
        var crop: [Int]?
        var filter: String?
        var scale: Double?
        var mean: [Double]?
        var std: [Double]?
    }

    var labels: [String]?
    var scoring: Scoring?
    var input: String?
    var output: String?
    var image: ImageSteps?

    init() {}

    /// - Throws: ``RoostError`` naming `file` and the field.
    init(_ data: Data, file: String) throws(RoostError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(Self.self, from: data)
        } catch let error as DecodingError {
            throw RoostError(.corrupted, "\(file): \(error.field)", cause: error)
        } catch {
            throw RoostError(.corrupted, "\(file): cannot be read as JSON", cause: error)
        }
    }
}

extension DecodingError {
    /// The field that is wrong, and how.
    fileprivate var field: String {
        let (context, problem): (Context, String) =
            switch self {
            case .typeMismatch(_, let context): (context, "has the wrong type")
            case .valueNotFound(_, let context): (context, "is null")
            case .keyNotFound(let key, let context): (context, "lacks '\(key.stringValue)'")
            case .dataCorrupted(let context): (context, "is not valid: \(context.debugDescription)")
            @unknown default: (Context(codingPath: [], debugDescription: ""), "cannot be read")
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "the text \(problem)" : "'\(path)' \(problem)"
    }
}
