/// A family of checkpoints Roost can load.
package struct AvailableModel: Hashable, Sendable {
    /// `model_type` of its config.json.
    package let modelType: String
    /// The `transformers` class whose output it reproduces.
    package let className: String
    package let type: ModelType
    /// The files a checkpoint folder must have.
    package let requiredFiles: [String]
}
