/// A detector or a segmenter turned into something ONNX Runtime can load: a graph in memory, the weights still in their
/// files.
package struct DenseGraph: Sendable {
    /// What the model answers, by the names of its outputs.
    package enum Outputs: Hashable, Sendable {
        /// `logits`, `[batch, labels, height / 4, width / 4]`: the likeliest label of each pixel is its class.
        case pixels
        /// `logits`, `[batch, queries, labels + 1]`, the last of them "no object", and `pred_boxes`,
        /// `[batch, queries, 4]`: centre x, centre y, width and height as shares of the image without its padding.
        case boxes
        /// As ``boxes``, and `pred_masks`, `[batch, queries, height / 4, width / 4]`: logits of each query's mask.
        case boxesAndMasks
        /// `class_queries_logits`, `[batch, queries, labels + 1]`, the last of them "no object", and
        /// `masks_queries_logits`, `[batch, queries, height / 4, width / 4]`.
        case masks

        /// In the order in which the graph has them.
        package var names: [String] {
            switch self {
            case .pixels: ["logits"]
            case .boxes: ["logits", "pred_boxes"]
            case .boxesAndMasks: ["logits", "pred_boxes", "pred_masks"]
            case .masks: ["class_queries_logits", "masks_queries_logits"]
            }
        }
    }

    /// The bytes of an ONNX file, external initialisers naming ``weights``.
    package let model: [UInt8]
    /// Must outlive every session made from ``model``.
    package let weights: [CheckpointGraph.MappedWeights]
    /// Takes images, `[batch, channels, height, width]`.
    package let imageInput: String
    /// Takes `int64`, `[batch, height, width]`: 1 where the image is, 0 where it was padded; `nil` when the model does
    /// not ask.
    package let maskInput: String?
    package let outputs: Outputs
    package let channels: Int
    /// `nil`: one session takes images of every size.
    package let imageSize: ImageSize?
    /// Without "no object".
    package let labels: [String]
    package let processor: ImageProcessorConfiguration
    package let type: ModelType
    /// The `model_type` this was built as.
    package let architecture: String
    /// The `transformers` class whose outputs these are.
    package let className: String
    /// What the user should know, in whole sentences; empty when all is as the checkpoint says.
    package let warnings: [String]
}
