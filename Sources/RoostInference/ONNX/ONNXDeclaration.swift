import Foundation
import RoostEntities

/// What a plain ONNX model does not say about itself: the contents of `roost.json`.
///
///     {
///       "task": "image-classification",        what it does, a word of `ModelTask`
///       "labels": ["cat", "dog"],              names of the outputs, in order
///       "scoring": "softmax",                  or sigmoid, or none when the outputs are confidences
///       "input": "pixels", "output": "logits", needed where the model has several
///       "mask": "pixel_mask",                  the input that is told which pixels are padding
///       "outputs": {"classes": "logits", "boxes": "pred_boxes"},    of a detector or segmenter
///       "image": {
///         "resize": {"exact": [224, 224]},     height and width; or {"shortest_edge": 256}; or left out
///         "size_divisor": 32,                  sides are rounded up to multiples of this, by scaling
///         "crop": [224, 224],                  from the centre, after the resize
///         "filter": "bilinear",                or nearest, bicubic, lanczos, box, hamming
///         "scale": 0.00392156862745098,        what samples 0...255 are multiplied with
///         "mean": [0.5, 0.5, 0.5],             subtracted from the scaled samples, which are then
///         "std": [0.5, 0.5, 0.5],              divided by this, a number a channel
///         "pad": true                          images of several sizes are padded to the greatest
///       }
///     }
///
/// The same text may instead be the value of `roost` in the model's own metadata. Without an `image` the folder needs a
/// `preprocessor_config.json` as `transformers` writes it.
struct ONNXDeclaration: Codable, Hashable, Sendable {
    static let fileName = "roost.json"
    static let metadataKey = "roost"

    /// The names of a detector's or segmenter's outputs; which of them there are says how they are read.
    struct Outputs: Codable, Hashable, Sendable {
        /// `[batch, queries, labels + 1]`, the last of them "no object".
        var classes: String?
        /// `[batch, queries, 4]`: centre x, centre y, width and height as shares of the image without its padding.
        var boxes: String?
        /// `[batch, queries, height, width]`: logits of each query's mask.
        var masks: String?
        /// `[batch, labels, height, width]`: logits of each label at each place.
        var pixels: String?
    }

    struct ImageSteps: Codable, Hashable, Sendable {
        struct Resize: Codable, Hashable, Sendable {
            var exact: [Int]?
            var shortestEdge: Int?
            /// With ``shortestEdge``, which is lowered where the long side would exceed this.
            var longestEdge: Int?
        }

        var resize: Resize?
        var sizeDivisor: Int?
        var crop: [Int]?
        var filter: String?
        var scale: Double?
        var mean: [Double]?
        var std: [Double]?
        var pad: Bool?
        /// Height and width that every image is padded to, in place of the greatest of a batch.
        var padTo: [Int]?
    }

    var task: ModelTask?
    var labels: [String]?
    var scoring: Scoring?
    var input: String?
    var output: String?
    var mask: String?
    var outputs: Outputs?
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

    /// - Throws: ``RoostError`` naming `file` and the field.
    init(_ value: JSONValue, file: String) throws(RoostError) {
        do {
            try self.init(try JSONEncoder().encode(value), file: file)
        } catch {
            throw (error as? RoostError) ?? RoostError(.corrupted, "\(file): cannot be read", cause: error)
        }
    }

    /// One line of JSON, its members in order of their names.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
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
