/// ConvNeXt V2, <https://arxiv.org/abs/2301.00808>.
struct ConvNeXtV2: Architecture {
    static let modelType = "convnextv2"
    static let className = "ConvNextV2ForImageClassification"
    static let defaultProcessor = ImageProcessorClass.convNext

    private let body: ConvNeXtBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try ConvNeXtBody(config, prefix: "convnextv2", scaling: .globalResponse)
    }

    var channels: Int { body.channels }
    var nativeSize: ImageSize? { body.imageSize }
    var head: ClassificationHead { body.head }

    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        try body.features(of: image, size: size, in: &network)
    }
}
