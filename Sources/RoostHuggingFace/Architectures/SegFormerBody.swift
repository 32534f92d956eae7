import RoostONNX

/// The Mix Transformer, the encoder that SegFormer's segmenter and classifier share, <https://arxiv.org/abs/2105.15203>.
struct SegFormerBody: Sendable {
    /// The feature map of a stage, `[batch, features, height, width]`.
    struct Stage {
        let map: Value
        let grid: Grid
        let features: Int
    }

    /// The numbers of one stage.
    private struct Settings {
        let depth: Int
        let features: Int
        let patch: Int
        let stride: Int
        let heads: Int
        /// Keys and values are taken from a map this many times smaller each way.
        let reduction: Int
        let intermediate: Int
    }

    /// The names from 5.0 on.
    private static let layout = KeyLayout([
        "encoder.patch_embeddings.#.": "stages.#.patch_embeddings.",
        "encoder.block.#.": "stages.#.blocks.",
        "encoder.layer_norm.#": "stages.#.layer_norm",
        "attention.self.query": "attention.q_proj",
        "attention.self.key": "attention.k_proj",
        "attention.self.value": "attention.v_proj",
        "attention.self.sr": "attention.sequence_reduction.sequence_reduction",
        "attention.self.layer_norm": "attention.sequence_reduction.layer_norm",
        "attention.output.dense": "attention.o_proj",
        "mlp.dense1": "mlp.fc1",
        "mlp.dense2": "mlp.fc2",
        "layer_norm_1": "layernorm_before",
        "layer_norm_2": "layernorm_after",
        "decode_head.linear_c": "decode_head.linear_projections",
    ])

    /// Of every layer norm, whatever `layer_norm_eps` says.
    private static let epsilon: Float = 1e-5

    let channels: Int
    let initializerRange: Double
    private let stages: [Settings]
    private let activation: Activation

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        channels = try config.int("num_channels", default: 3)
        activation = try config.activation("hidden_act", default: .gelu)
        initializerRange = Double(try config.epsilon("initializer_range", default: 0.02))
        let count = try config.int("num_encoder_blocks", default: 4, in: 1...32)
        let depths = try Self.list(config, "depths", default: [2, 2, 2, 2], count: count)
        let features = try Self.list(config, "hidden_sizes", default: [32, 64, 160, 256], count: count)
        let patches = try Self.list(config, "patch_sizes", default: [7, 3, 3, 3], count: count)
        let strides = try Self.list(config, "strides", default: [4, 2, 2, 2], count: count)
        let heads = try Self.list(config, "num_attention_heads", default: [1, 2, 5, 8], count: count)
        let reductions = try Self.list(config, "sr_ratios", default: [8, 4, 2, 1], count: count)
        let ratios = try Self.list(config, "mlp_ratios", default: [4, 4, 4, 4], count: count)
        guard depths.allSatisfy({ $0 <= 1000 }) else { throw config.fields.wrong("depths", "at most 1000 each") }
        guard (patches + strides + reductions + ratios).allSatisfy({ $0 <= 1024 }) else {
            throw config.fields.wrong("patch_sizes", "at most 1024 each, like strides, sr_ratios and mlp_ratios")
        }
        guard zip(features, heads).allSatisfy({ $0.isMultiple(of: $1) }) else {
            throw config.fields.wrong("num_attention_heads", "divisors of hidden_sizes \(features), not \(heads)")
        }
        stages = (0..<count).map {
            Settings(
                depth: depths[$0],
                features: features[$0],
                patch: patches[$0],
                stride: strides[$0],
                heads: heads[$0],
                reduction: reductions[$0],
                intermediate: features[$0] * ratios[$0]
            )
        }
    }

    /// Channels of the last stage's map.
    var features: Int { stages.last?.features ?? 0 }

    /// The maps of all stages, from the finest to the coarsest.
    func stages(of image: Value, in network: inout Network) throws(HuggingFaceError) -> [Stage] {
        if network.has("segformer.stages.0.patch_embeddings.proj.weight") { network.layout = Self.layout }
        var result: [Stage] = []
        var map = image
        var inputs = channels
        for (number, settings) in stages.enumerated() {
            let stage = try stage(map, number: number, settings, inputs: inputs, in: &network)
            map = stage.map
            inputs = settings.features
            result.append(stage)
        }
        return result
    }

    private static func list(
        _ config: ModelConfig,
        _ key: String,
        default value: [Int],
        count: Int
    ) throws(HuggingFaceError) -> [Int] {
        let numbers = try config.ints(key, default: value)
        guard numbers.count == count else {
            throw config.fields.wrong(key, "a list of num_encoder_blocks = \(count) numbers")
        }
        return numbers
    }

    private func stage(
        _ x: Value,
        number: Int,
        _ settings: Settings,
        inputs: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Stage {
        let embedding = "segformer.encoder.patch_embeddings.\(number)"
        let projection = Convolution(
            inputs: inputs,
            outputs: settings.features,
            kernel: ImageSize(settings.patch),
            stride: ImageSize(settings.stride),
            padding: settings.patch / 2
        )
        let patches = try network.convolve(x, "\(embedding).proj", projection)
        let grid = network.grid(of: patches)
        let batch = network.extent(patches, axis: 0)
        var rows = network.rows(of: patches, channels: settings.features)
        rows = try norm(rows, "\(embedding).layer_norm", settings, in: &network)
        for layer in 0..<settings.depth {
            let name = "segformer.encoder.block.\(number).\(layer)"
            rows = try attend(rows, name, settings, batch: batch, grid: grid, in: &network)
            rows = try mix(rows, name, settings, grid: grid, in: &network)
        }
        rows = try norm(rows, "segformer.encoder.layer_norm.\(number)", settings, in: &network)
        let map = network.map(of: rows, channels: settings.features, grid)
        return Stage(map: map, grid: grid, features: settings.features)
    }

    private func norm(
        _ rows: Value,
        _ name: String,
        _ settings: Settings,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        try network.layerNorm(rows, name, features: settings.features, epsilon: Self.epsilon)
    }

    /// The attention half of a layer over rows `[batch * height * width, features]`.
    private func attend(
        _ x: Value,
        _ layer: String,
        _ settings: Settings,
        batch: Value,
        grid: Grid,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let features = settings.features
        let name = "\(layer).attention.self"
        let normed = try norm(x, "\(layer).layer_norm_1", settings, in: &network)
        var source = normed
        if settings.reduction > 1 {
            let reduction = Convolution(
                inputs: features,
                outputs: features,
                kernel: ImageSize(settings.reduction),
                stride: ImageSize(settings.reduction)
            )
            let map = network.map(of: normed, channels: features, grid)
            let reduced = network.rows(of: try network.convolve(map, "\(name).sr", reduction), channels: features)
            source = try norm(reduced, "\(name).layer_norm", settings, in: &network)
        }
        let attended = network.attention(
            queries: try network.linear(normed, "\(name).query", from: features, to: features),
            keys: try network.linear(source, "\(name).key", from: features, to: features),
            values: try network.linear(source, "\(name).value", from: features, to: features),
            batch: batch,
            heads: settings.heads,
            features: features
        )
        let output = try network.linear(attended, "\(layer).attention.output.dense", from: features, to: features)
        return network.add(output, x)
    }

    /// The feed-forward half of a layer; the depthwise convolution in it stands for position embeddings.
    private func mix(
        _ x: Value,
        _ layer: String,
        _ settings: Settings,
        grid: Grid,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let (features, wide) = (settings.features, settings.intermediate)
        let normed = try norm(x, "\(layer).layer_norm_2", settings, in: &network)
        let widened = try network.linear(normed, "\(layer).mlp.dense1", from: features, to: wide)
        let depthwise = Convolution(inputs: wide, outputs: wide, kernel: ImageSize(3), padding: 1, groups: wide)
        let map = network.map(of: widened, channels: wide, grid)
        let mixed = try network.convolve(map, "\(layer).mlp.dwconv.dwconv", depthwise)
        let rows = network.rows(of: network.activate(mixed, activation), channels: wide)
        return network.add(try network.linear(rows, "\(layer).mlp.dense2", from: wide, to: features), x)
    }
}
