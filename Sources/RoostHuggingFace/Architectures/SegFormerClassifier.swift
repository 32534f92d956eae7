import RoostONNX

/// SegFormer's encoder with a linear layer over the mean of its last map, as it is pretrained on ImageNet.
struct SegFormerClassifier: Architecture {
    static let modelType = "segformer"
    static let className = "SegformerForImageClassification"
    static let defaultProcessor = ImageProcessorClass.segFormer

    private let body: SegFormerBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try SegFormerBody(config)
    }

    var channels: Int { body.channels }

    /// The weights fit every size; which one was trained on only the image processor says.
    var nativeSize: ImageSize? { nil }

    var head: ClassificationHead {
        ClassificationHead(
            name: "classifier",
            features: body.features,
            initialization: .normal(std: body.initializerRange)
        )
    }

    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        guard let last = try body.stages(of: image, in: &network).last else { return image }
        return network.averagePool(last.map)
    }
}
