import RoostONNX
import RoostTensors

/// The residual network under a detector, in each of the ways a configuration may name one.
struct ResNetBackbone: Sendable {
    private enum Source: Sendable {
        /// `backbone_config` is that of a `transformers` ResNet.
        case transformers(ResNetBody)
        /// A network of timm, whose widths only the checkpoint tells.
        case timm(TimmResNet, dilates: Bool)
    }

    /// A network of timm by its name there.
    private struct TimmResNet: Sendable {
        let depths: [Int]
        let layerType: ResNetBody.LayerType
    }

    private static let timm: [String: TimmResNet] = [
        "resnet18": TimmResNet(depths: [2, 2, 2, 2], layerType: .basic),
        "resnet34": TimmResNet(depths: [3, 4, 6, 3], layerType: .basic),
        "resnet50": TimmResNet(depths: [3, 4, 6, 3], layerType: .bottleneck),
        "resnet101": TimmResNet(depths: [3, 4, 23, 3], layerType: .bottleneck),
        "resnet152": TimmResNet(depths: [3, 8, 36, 3], layerType: .bottleneck),
    ]

    let channels: Int
    private let source: Source
    /// The stages the detector is given, counted from 0.
    private let chosen: [Int]

    /// - Throws: ``HuggingFaceError`` when the backbone is not a ResNet.
    init(_ config: ModelConfig) throws(HuggingFaceError) {
        guard let nested = try config.nested("backbone_config") else {
            if try config.bool("use_timm_backbone", default: true) {
                let name = try config.fields.string("backbone") ?? "resnet50"
                let dilates = try config.bool("dilation", default: false)
                source = .timm(try Self.timm(name, config.fields.name), dilates: dilates)
                channels = try config.int("num_channels", default: 3)
                chosen = [0, 1, 2, 3]
                return
            }
            let fields = JSONFile(name: config.fields.name, members: ["model_type": .string("resnet")])
            let body = try ResNetBody(ModelConfig(fields))
            (source, channels, chosen) = (.transformers(body), body.channels, [3])
            return
        }
        switch nested.modelType {
        case "resnet":
            let body = try ResNetBody(nested)
            let names = ["stem"] + (1...body.depths.count).map { "stage\($0)" }
            (source, channels) = (.transformers(body), body.channels)
            chosen = try Self.chosen(nested, names: names)
        case "timm_backbone":
            let name = try nested.fields.string("backbone") ?? ""
            let stride = try nested.int("output_stride", default: 32)
            guard stride == 32 || stride == 16 else {
                throw nested.fields.wrong("output_stride", "32, or 16 for a dilated last stage, not \(stride)")
            }
            source = .timm(try Self.timm(name, nested.fields.name), dilates: stride == 16)
            channels = try nested.int("num_channels", default: 3)
            chosen = try Self.chosen(nested, names: ["act1", "layer1", "layer2", "layer3", "layer4"])
        default:
            throw HuggingFaceError(
                .unsupported,
                "\(nested.fields.name): 'model_type' is '\(nested.modelType)', which Roost cannot build as a backbone; "
                    + "it has resnet and timm_backbone"
            )
        }
    }

    /// How many maps the detector is given.
    var count: Int { chosen.count }

    /// The maps the detector is given, from the finest to the coarsest; `prefix` stands before the names, with its full
    /// stop.
    func stages(
        of image: Value,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> [ResNetBody.Stage] {
        let body: ResNetBody
        switch source {
        case .transformers(let known): body = known
        case .timm(let resNet, let dilates):
            body = ResNetBody(
                channels: channels,
                embeddingSize: try network.outputs(of: "\(prefix)conv1"),
                hiddenSizes: try Self.widths(resNet, prefix, network),
                depths: resNet.depths,
                layerType: resNet.layerType,
                dilatesLastStage: dilates,
                naming: .timm
            )
        }
        let stages = try body.stages(of: image, prefix: prefix, in: &network)
        return chosen.map { stages[$0] }
    }

    private static func timm(_ name: String, _ file: String) throws(HuggingFaceError) -> TimmResNet {
        // The part after the full stop names the training, not the network.
        guard let found = timm[String(name.prefix { $0 != "." })] else {
            throw HuggingFaceError(
                .unsupported,
                "\(file): 'backbone' is '\(name)', which Roost cannot build; it has "
                    + timm.keys.sorted().joined(separator: ", ")
            )
        }
        return found
    }

    private static func widths(
        _ resNet: TimmResNet,
        _ prefix: String,
        _ network: Network
    ) throws(HuggingFaceError) -> [Int] {
        let last = resNet.layerType == .basic ? "conv2" : "conv3"
        var widths: [Int] = []
        for stage in 1...resNet.depths.count {
            widths.append(try network.outputs(of: "\(prefix)layer\(stage).0.\(last)"))
        }
        return widths
    }

    /// Which of the stages after the stem `out_features` or `out_indices` choose; the last when neither is there.
    static func chosen(_ config: ModelConfig, names: [String]) throws(HuggingFaceError) -> [Int] {
        let last = names.count - 1
        var indices: [Int]
        if let features = config.fields["out_features"]?.array {
            indices = features.compactMap { $0.string.flatMap(names.firstIndex) }
            guard indices.count == features.count else {
                throw config.fields.wrong("out_features", "a list of names among \(names.joined(separator: ", "))")
            }
        } else {
            indices = try config.fields.ints("out_indices", in: -names.count...last) ?? [last]
            indices = indices.map { $0 < 0 ? $0 + names.count : $0 }
        }
        guard !indices.isEmpty, indices.allSatisfy({ $0 > 0 }), indices == indices.sorted() else {
            throw config.fields.wrong("out_features", "stages after the stem, from the first to the last")
        }
        return indices.map { $0 - 1 }
    }
}

extension ModelConfig {
    /// The configuration of a part, such as the backbone; `nil` when there is none.
    func nested(_ key: String) throws(HuggingFaceError) -> ModelConfig? {
        guard let value = fields[key] else { return nil }
        guard let members = value.object else { throw fields.wrong(key, "an object") }
        return try ModelConfig(JSONFile(name: "\(fields.name): \(key)", members: members))
    }
}

extension Network {
    /// The channels that a convolution or linear layer gives, as the checkpoint has them.
    func outputs(of name: String) throws(HuggingFaceError) -> Int {
        let weight = "\(name).weight"
        guard let shape = try entry(weight).shape.dimensions.first, ModelConfig.extents.contains(shape) else {
            throw HuggingFaceError(.invalid, "the checkpoint: tensor '\(weight)' has no channels")
        }
        return shape
    }
}
