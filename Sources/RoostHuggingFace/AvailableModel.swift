/// A family of checkpoints Roost can load.
package struct AvailableModel: Hashable, Sendable {
    /// `model_type` of its config.json.
    package let modelType: String
    /// The `transformers` class whose output it reproduces.
    package let className: String
    package let type: ModelType
    /// What it answers; `nil` when it tells classes of whole images apart.
    package let outputs: DenseGraph.Outputs?
    /// The image processor that counts where a checkpoint names none.
    package let processor: String
    /// The files a checkpoint folder must have.
    package let requiredFiles: [String]

    init(
        _ modelType: String,
        _ className: String,
        _ type: ModelType,
        outputs: DenseGraph.Outputs?,
        _ processor: ImageProcessorClass
    ) {
        self.modelType = modelType
        self.className = className
        self.type = type
        self.outputs = outputs
        self.processor = "\(processor.rawValue)ImageProcessor"
        requiredFiles = ["config.json", "model.safetensors or model.safetensors.index.json"]
    }
}
