import RoostONNX

/// The Table Transformer, <https://arxiv.org/abs/2110.00061>: DETR with the normalisations before each half of a layer.
struct TableTransformer: DenseArchitecture {
    static let modelType = "table-transformer"
    static let className = "TableTransformerForObjectDetection"
    static let type = ModelType.detection
    static let outputs = DenseGraph.Outputs.boxes
    static let defaultProcessor = ImageProcessorClass.detr
    static let takesPixelMask = true

    private let body: DETRBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try DETRBody(config, order: .normalizesFirst)
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
