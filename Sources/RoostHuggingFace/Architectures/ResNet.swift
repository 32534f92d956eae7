import RoostONNX

/// Deep residual networks, <https://arxiv.org/abs/1512.03385>, in the variant whose stride is in the 3x3 convolution.
struct ResNet: Architecture {
    static let modelType = "resnet"
    static let className = "ResNetForImageClassification"
    static let defaultProcessor = ImageProcessorClass.convNext

    private let body: ResNetBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try ResNetBody(config)
    }

    var channels: Int { body.channels }

    /// The weights fit every size; which one was trained on only the image processor says.
    var nativeSize: ImageSize? { nil }

    var head: ClassificationHead {
        ClassificationHead(name: "classifier.1", features: body.hiddenSizes.last ?? 0, initialization: .uniform)
    }

    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let prefix = network.has("embedder.embedder.convolution.weight") ? "" : "resnet."
        guard let last = try body.stages(of: image, prefix: prefix, in: &network).last else { return image }
        return network.averagePool(last.map)
    }
}
