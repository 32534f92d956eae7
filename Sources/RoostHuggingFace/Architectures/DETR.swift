import RoostONNX

/// DETR for object detection, <https://arxiv.org/abs/2005.12872>.
struct DETR: DenseArchitecture {
    static let modelType = "detr"
    static let className = "DetrForObjectDetection"
    static let type = ModelType.detection
    static let outputs = DenseGraph.Outputs.boxes
    static let defaultProcessor = ImageProcessorClass.detr
    static let takesPixelMask = true

    private let body: DETRBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try DETRBody(config, order: .normalizesLast)
    }

    var channels: Int { body.backbone.channels }

    func outputs(
        of image: Value,
        mask: Value,
        in network: inout Network
    ) throws(HuggingFaceError) -> [DenseOutput] {
        let decoded = try body.decode(image, mask: mask, prefix: "model.", in: &network)
        return try body.detect(decoded, prefix: "", in: &network)
    }
}
