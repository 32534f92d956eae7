/// ConvNeXt, <https://arxiv.org/abs/2201.03545>.
struct ConvNeXt: Architecture {
    static let modelType = "convnext"
    static let className = "ConvNextForImageClassification"
    static let defaultProcessor = ImageProcessorClass.convNext

    private let body: ConvNeXtBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        let scale = try config.fields.double("layer_scale_init_value") ?? 1e-6
        body = try ConvNeXtBody(config, prefix: "convnext", scaling: scale > 0 ? .layerScale : .none)
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
