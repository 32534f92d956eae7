/// A checkpoint without its head, turned into something ONNX Runtime can load: images go in, features come out.
package struct FeatureGraph: Sendable {
    /// The bytes of an ONNX file, external initialisers naming ``weights``.
    package let model: [UInt8]
    /// Must outlive every session made from ``model``.
    package let weights: [CheckpointGraph.MappedWeights]
    package let inputName: String
    /// `[batch, features]`: what the head reads.
    package let outputName: String
    package let features: Int
    package let channels: Int
    /// What the model takes: `[batch, channels, height, width]`.
    package let imageSize: ImageSize
    package let processor: ImageProcessorConfiguration
    /// The `model_type` this was built as.
    package let architecture: String
    package let warnings: [String]
}
