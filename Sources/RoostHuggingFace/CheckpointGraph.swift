/// A checkpoint turned into something ONNX Runtime can load: a graph in memory, the weights still in their files.
package struct CheckpointGraph: Sendable {
    /// How logits become scores.
    package enum Scoring: Hashable, Sendable {
        /// One of the labels is right.
        case softmax
        /// Each label is right or not by itself.
        case sigmoid
    }

    /// A mapped file, under the name by which the graph refers to it.
    package struct MappedWeights: Sendable {
        package let name: String
        /// The whole file.
        package let mapping: MappedFile
    }

    /// The bytes of an ONNX file, external initialisers naming ``weights``.
    package let model: [UInt8]
    /// Must outlive every session made from ``model``.
    package let weights: [MappedWeights]
    package let inputName: String
    package let outputName: String
    package let channels: Int
    /// What the model takes: `[batch, channels, height, width]`.
    package let imageSize: ImageSize
    /// One for each logit, in order.
    package let labels: [String]
    package let scoring: Scoring
    /// Made to end with ``imageSize``, unless the checkpoint's processor does not resize at all.
    package let processor: ImageProcessorConfiguration
    /// The `model_type` this was built as.
    package let architecture: String
    /// What the user should know, in whole sentences; empty when all is as the checkpoint says.
    package let warnings: [String]
}
