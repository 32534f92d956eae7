import RoostONNX
import RoostTensors

/// The pixel decoder of Mask2Former: deformable attention over the three coarsest maps, then finer ones in turn.
struct Mask2FormerPixelDecoder: Sendable {
    /// What it gives.
    struct Decoded {
        /// The three levels, coarse to fine, each `[batch, features, height, width]`.
        let levels: [Value]
        let grids: [Grid]
        /// `[batch, maskFeatures, height, width]`, at the size of the finest map.
        let masks: Value
        let batch: Value
    }

    static let levelCount = 3
    private static let points = 4
    private static let groups = 32
    private static let epsilon: Float = 1e-5
    private static let name = "model.pixel_level_module.decoder"

    let features: Int
    let maskFeatures: Int
    private let heads: Int
    private let layers: Int
    private let width: Int
    /// How many finer maps follow the three.
    private let finerCount: Int

    init(_ config: ModelConfig, maps: Int) throws(HuggingFaceError) {
        features = try config.int("feature_size", default: 256)
        maskFeatures = try config.int("mask_feature_size", default: 256)
        heads = try config.int("num_attention_heads", default: 8)
        layers = try config.int("encoder_layers", default: 6, in: 1...1000)
        width = try config.int("encoder_feedforward_dim", default: 1024)
        let strides = try config.ints("feature_strides", default: [4, 8, 16, 32])
        let common = try config.int("common_stride", default: 4)
        guard maps > Self.levelCount else {
            throw config.fields.wrong("backbone_config", "a backbone with at least four stages in out_features")
        }
        guard features.isMultiple(of: Self.groups), features.isMultiple(of: heads) else {
            throw config.fields.wrong("feature_size", "a multiple of 32 and of num_attention_heads")
        }
        let finest = strides.suffix(Self.levelCount).min() ?? common
        let ratio = finest / common
        guard finest.isMultiple(of: common), ratio > 1, ratio & (ratio - 1) == 0 else {
            throw config.fields.wrong("common_stride", "a smaller one of feature_strides \(strides)")
        }
        finerCount = ratio.trailingZeroBitCount
        guard finerCount <= maps else {
            throw config.fields.wrong("feature_strides", "one stride for each map of the backbone")
        }
    }

    /// `maps` are the backbone's, from the finest to the coarsest, with their channels.
    func decode(
        _ maps: [(map: Value, channels: Int)],
        in network: inout Network
    ) throws(HuggingFaceError) -> Decoded {
        let batch = network.extent(maps[0].map, axis: 0)
        let coarse = Array(maps.suffix(Self.levelCount).reversed())
        var projected: [Value] = []
        for (number, map) in coarse.enumerated() {
            let projection = Convolution(inputs: map.channels, outputs: features, kernel: ImageSize(1))
            let name = "\(Self.name).input_projections.\(number)"
            let convolved = try network.convolve(map.map, "\(name).0", projection)
            projected.append(try norm(convolved, "\(name).1", in: &network))
        }
        let grids = projected.map { network.grid(of: $0) }
        let levels = network.levels(grids, batch: batch)
        let rows = try attend(projected, levels, in: &network)
        var outputs: [Value] = []
        for (number, grid) in grids.enumerated() {
            let part = network.level(number, of: rows, levels, features: features)
            outputs.append(network.map(of: network.reshape(part, [-1, features]), channels: features, grid))
        }
        var last = outputs[Self.levelCount - 1]
        for (number, map) in maps.prefix(finerCount).enumerated().reversed() {
            last = try refine(last, with: map, number: number + 1, in: &network)
        }
        let projection = Convolution(inputs: features, outputs: maskFeatures, kernel: ImageSize(1))
        let masks = try network.convolve(last, "\(Self.name).mask_projection", projection)
        return Decoded(levels: outputs, grids: grids, masks: masks, batch: batch)
    }

    /// The layers of deformable attention, over rows `[batch * tokens, features]`.
    private func attend(
        _ maps: [Value],
        _ levels: FeatureLevels,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let sequences = maps.map { map in
            let rows = network.rows(of: map, channels: features)
            return network.reshape(rows, to: [.found(levels.batch), -1, .fixed(features)])
        }
        var x = network.reshape(network.concatenate(sequences, axis: 1), [-1, features])
        let positions = try positions(levels, in: &network)
        let settings = DeformableAttention(features: features, heads: heads, points: Self.points)
        for layer in 0..<layers {
            let name = "\(Self.name).encoder.layers.\(layer)"
            let placed = place(x, positions, levels, in: &network)
            let seen = try network.attendDeformably(x, placed: placed, "\(name).self_attn", settings, levels)
            x = try layerNorm(network.add(x, seen), "\(name).self_attn_layer_norm", in: &network)
            let wide = network.activate(try network.linear(x, "\(name).fc1", from: features, to: width), .relu)
            let narrow = try network.linear(wide, "\(name).fc2", from: width, to: features)
            x = try layerNorm(network.add(x, narrow), "\(name).final_layer_norm", in: &network)
        }
        return x
    }

    /// `[tokens, features]`, the same for every image.
    private func positions(_ levels: FeatureLevels, in network: inout Network) throws(HuggingFaceError) -> Value {
        let embedding = try network.weight("\(Self.name).level_embed", [Self.levelCount, features])
        let parts = levels.grids.enumerated().map { number, grid in
            let sine = network.sinePositions(of: grid, features: features)
            return network.add(sine, network.slice(embedding, axis: 0, number..<number + 1))
        }
        return network.concatenate(parts, axis: 0)
    }

    /// Adds the positions to the tokens of each image.
    private func place(
        _ rows: Value,
        _ positions: Value,
        _ levels: FeatureLevels,
        in network: inout Network
    ) -> Value {
        let sequences = network.reshape(rows, to: [.found(levels.batch), -1, .fixed(features)])
        return network.reshape(network.add(sequences, positions), [-1, features])
    }

    /// Enlarges what there is to a finer map, adds it and smooths the sum.
    private func refine(
        _ x: Value,
        with map: (map: Value, channels: Int),
        number: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let adapter = Convolution(inputs: map.channels, outputs: features, kernel: ImageSize(1), hasBias: false)
        let adapted = try norm(
            network.convolve(map.map, "\(Self.name).adapter_\(number).0", adapter),
            "\(Self.name).adapter_\(number).1",
            in: &network
        )
        let enlarged = network.resizeBilinear(x, to: network.grid(of: adapted))
        let smoothing = Convolution(
            inputs: features,
            outputs: features,
            kernel: ImageSize(3),
            padding: 1,
            hasBias: false
        )
        let name = "\(Self.name).layer_\(number)"
        let smooth = try network.convolve(network.add(adapted, enlarged), "\(name).0", smoothing)
        return network.activate(try norm(smooth, "\(name).1", in: &network), .relu)
    }

    private func norm(_ map: Value, _ name: String, in network: inout Network) throws(HuggingFaceError) -> Value {
        try network.groupNorm(map, name, groups: Self.groups, channels: features)
    }

    private func layerNorm(_ rows: Value, _ name: String, in network: inout Network) throws(HuggingFaceError) -> Value {
        try network.layerNorm(rows, name, features: features, epsilon: Self.epsilon)
    }
}
