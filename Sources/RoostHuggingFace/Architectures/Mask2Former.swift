import RoostONNX
import RoostTensors

/// Mask2Former for semantic, instance and panoptic segmentation, <https://arxiv.org/abs/2112.01527>, over a Swin
/// Transformer or a residual network.
struct Mask2Former: DenseArchitecture {
    private enum Backbone: Sendable {
        case swin(SwinBody)
        case resNet(ResNetBackbone)
    }

    static let modelType = "mask2former"
    static let className = "Mask2FormerForUniversalSegmentation"
    static let type = ModelType.segmentation
    static let outputs = DenseGraph.Outputs.masks
    static let defaultProcessor = ImageProcessorClass.mask2Former
    static let takesPixelMask = false

    /// The names from 5.0 on; only the Swin Transformer's differ.
    private static let layout = KeyLayout([
        "encoder.encoder.layers": "encoder.swin.encoder.layers",
        "encoder.embeddings.": "encoder.swin.embeddings.",
        "attention.self.query": "attention.q_proj",
        "attention.self.key": "attention.k_proj",
        "attention.self.value": "attention.v_proj",
        "attention.self.relative_position_bias_table":
            "attention.relative_position_bias.relative_position_bias_table",
        "attention.output.dense": "attention.o_proj",
        "intermediate.dense": "mlp.fc1",
        "output.dense": "mlp.fc2",
    ])

    private let backbone: Backbone
    private let pixels: Mask2FormerPixelDecoder
    private let decoder: Mask2FormerDecoder
    private let labelCount: Int

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        let maps: Int
        switch try config.nested("backbone_config") {
        case nil:
            let stages = (1...4).map { JSONValue.string("stage\($0)") }
            let members: [String: JSONValue] = ["model_type": .string("swin"), "out_features": .array(stages)]
            let fields = JSONFile(name: config.fields.name, members: members)
            backbone = .swin(try SwinBody(ModelConfig(fields), defaultDepths: [2, 2, 18, 2]))
            maps = 4
        case let nested? where nested.modelType == "swin":
            let body = try SwinBody(nested)
            backbone = .swin(body)
            maps = body.widths.count
        case let nested? where nested.modelType == "resnet":
            let body = try ResNetBackbone(config)
            backbone = .resNet(body)
            maps = body.count
        case let nested?:
            throw HuggingFaceError(
                .unsupported,
                "\(nested.fields.name): 'model_type' is '\(nested.modelType)', which Roost cannot build as a backbone; "
                    + "it has swin and resnet"
            )
        }
        pixels = try Mask2FormerPixelDecoder(config, maps: maps)
        decoder = try Mask2FormerDecoder(config, pixels: pixels)
        labelCount = config.labels.count
    }

    var channels: Int {
        switch backbone {
        case .swin(let body): body.channels
        case .resNet(let body): body.channels
        }
    }

    func outputs(
        of image: Value,
        mask: Value,
        in network: inout Network
    ) throws(HuggingFaceError) -> [DenseOutput] {
        let prefix = "model.pixel_level_module.encoder."
        if network.has("\(prefix)swin.embeddings.norm.weight") { network.layout = Self.layout }
        let maps: [(map: Value, channels: Int)]
        switch backbone {
        case .swin(let body):
            maps = try body.stages(of: image, prefix: prefix, in: &network).map { ($0.map, $0.features) }
        case .resNet(let body):
            maps = try body.stages(of: image, prefix: prefix, in: &network).map { ($0.map, $0.features) }
        }
        let decoded = try pixels.decode(maps, in: &network)
        let classes = labelCount + 1
        let result = try decoder.decode(decoded, classes: classes, in: &network)
        let queries = [Dimension.symbolic("batch"), .fixed(decoder.queries)]
        let sides = [Dimension.symbolic("masks_height"), .symbolic("masks_width")]
        return [
            DenseOutput(value: result.classes, dimensions: queries + [.fixed(classes)]),
            DenseOutput(value: result.masks, dimensions: queries + sides),
        ]
    }
}
