import RoostONNX

/// A family of image classifiers: reads its configuration, writes its graph.
///
/// `docs/adding-an-architecture.md` shows how to add one.
protocol Architecture: Sendable {
    /// The value of `model_type` in config.json.
    static var modelType: String { get }
    /// The class of `transformers` whose logits this reproduces.
    static var className: String { get }
    /// What `transformers` calls the model below the head: the first part of its tensors' names.
    static var bodyName: String { get }
    /// What prepares images when the checkpoint does not say.
    static var defaultProcessor: ImageProcessorClass { get }

    init(_ config: ModelConfig) throws(HuggingFaceError)

    var channels: Int { get }
    /// The size the configuration names; `nil` when the architecture knows none.
    var nativeSize: ImageSize? { get }

    /// The last layer, whose rows are the classes.
    var head: ClassificationHead { get }

    /// From `[batch, channels, height, width]` to what the head reads, `[batch, head.features]`.
    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value

    /// What a user should know when the images are not of ``nativeSize``.
    func warning(size: ImageSize) -> String?
}

extension Architecture {
    static var bodyName: String { modelType }

    func warning(size: ImageSize) -> String? { nil }
}
