import RoostONNX
import RoostTensors

/// The transformer decoder of Mask2Former: queries that look only where their last mask is.
struct Mask2FormerDecoder: Sendable {
    private static let epsilon: Float = 1e-5
    private static let name = "model.transformer_module"

    let queries: Int
    private let features: Int
    private let heads: Int
    private let layers: Int
    private let width: Int
    private let activation: Activation
    private let normalizesFirst: Bool
    private let projects: Bool
    private let pixels: Mask2FormerPixelDecoder

    init(_ config: ModelConfig, pixels: Mask2FormerPixelDecoder) throws(HuggingFaceError) {
        self.pixels = pixels
        features = try config.int("hidden_dim", default: 256)
        queries = try config.int("num_queries", default: 100, in: 1...10_000)
        heads = try config.int("num_attention_heads", default: 8)
        // The prediction from the untouched queries counts as a layer.
        layers = try config.int("decoder_layers", default: 10, in: 2...1000) - 1
        width = try config.int("dim_feedforward", default: 2048)
        activation = try config.activation("activation_function", default: .relu)
        normalizesFirst = try config.bool("pre_norm", default: false)
        let isEnforced = try config.bool("enforce_input_projection", default: false)
        projects = isEnforced || pixels.features != features
        guard features.isMultiple(of: heads), features.isMultiple(of: 4) else {
            throw config.fields.wrong("hidden_dim", "a multiple of 4 and of num_attention_heads")
        }
    }

    /// Class logits `[batch, queries, classes]` and mask logits `[batch, queries, height, width]`.
    func decode(
        _ decoded: Mask2FormerPixelDecoder.Decoded,
        classes: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> (classes: Value, masks: Value) {
        let levels = try levels(decoded, in: &network)
        let positions = try spread("queries_embedder", decoded.batch, in: &network)
        var x = try spread("queries_features", decoded.batch, in: &network)
        var normed = try norm(x, "\(Self.name).decoder.layernorm", in: &network)
        var masks = try masks(normed, decoded, in: &network)
        for layer in 0..<layers {
            let number = layer % levels.count
            let bias = bias(hidingOutside: masks, decoded.grids[number], in: &network)
            let step = Step(name: "\(Self.name).decoder.layers.\(layer)", positions: positions, batch: decoded.batch)
            x = try look(x, levels[number], bias: bias, step, in: &network)
            x = try talk(x, step, in: &network)
            x = try half(x, "\(step.name).final_layer_norm", in: &network) { (x, network) throws(HuggingFaceError) in
                let wide = try network.linear(x, "\(step.name).fc1", from: features, to: width)
                return try network.linear(
                    network.activate(wide, activation),
                    "\(step.name).fc2",
                    from: width,
                    to: features
                )
            }
            normed = try norm(x, "\(Self.name).decoder.layernorm", in: &network)
            masks = try self.masks(normed, decoded, in: &network)
        }
        let logits = try network.linear(normed, "class_predictor", from: features, to: classes)
        return (network.reshape(logits, [-1, queries, classes]), masks)
    }

    private struct Step {
        let name: String
        /// Of the queries, rows `[batch * queries, features]`.
        let positions: Value
        let batch: Value
    }

    /// Rows `[batch * height * width, features]` of a level, and the same with their positions added.
    private struct Level {
        let values: Value
        let keys: Value
    }

    private func levels(
        _ decoded: Mask2FormerPixelDecoder.Decoded,
        in network: inout Network
    ) throws(HuggingFaceError) -> [Level] {
        let embedding = try network.weight("\(Self.name).level_embed.weight", [decoded.levels.count, features])
        var levels: [Level] = []
        for (number, (map, grid)) in zip(decoded.levels, decoded.grids).enumerated() {
            var map = map
            if projects {
                let projection = Convolution(inputs: pixels.features, outputs: features, kernel: ImageSize(1))
                map = try network.convolve(map, "\(Self.name).input_projections.\(number)", projection)
            }
            let rows = network.rows(of: map, channels: features)
            let values = network.add(rows, network.slice(embedding, axis: 0, number..<number + 1))
            let sequences = network.reshape(values, to: [.found(decoded.batch), -1, .fixed(features)])
            let placed = network.add(sequences, network.sinePositions(of: grid, features: features))
            levels.append(Level(values: values, keys: network.reshape(placed, [-1, features])))
        }
        return levels
    }

    /// A table of queries as rows, once for each image.
    private func spread(_ table: String, _ batch: Value, in network: inout Network) throws(HuggingFaceError) -> Value {
        let weight = try network.weight("\(Self.name).\(table).weight", [queries, features])
        let shape = network.shape([.found(batch), .fixed(queries), .fixed(features)])
        return network.reshape(network.graph.node("Expand", [weight, shape]), [-1, features])
    }

    /// `[batch, queries, height, width]` from normalised queries.
    private func masks(
        _ x: Value,
        _ decoded: Mask2FormerPixelDecoder.Decoded,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        var embedding = x
        for (number, outputs) in [features, features, pixels.maskFeatures].enumerated() {
            let name = "\(Self.name).decoder.mask_predictor.mask_embedder.\(number).0"
            embedding = try network.linear(embedding, name, from: features, to: outputs)
            embedding = network.activate(embedding, number < 2 ? .relu : .identity)
        }
        let vectors = network.reshape(embedding, [-1, queries, pixels.maskFeatures])
        let flat = network.reshape(decoded.masks, [0, 0, -1])
        let grid = network.grid(of: decoded.masks)
        let products = network.graph.node("MatMul", [vectors, flat])
        return network.reshape(products, to: [0, 0, .found(grid.height), .found(grid.width)])
    }

    /// `[batch, 1, queries, height * width]`: the least number outside a query's mask, 0 within it.
    ///
    /// A query whose mask is empty sees everything.
    private func bias(hidingOutside masks: Value, _ grid: Grid, in network: inout Network) -> Value {
        let small = network.reshape(network.resizeBilinear(masks, to: grid), [0, 0, -1])
        let isOutside = network.graph.node("Less", [small, network.graph.constant(0)])
        let outside = network.float(isOutside)
        let isEmpty = network.graph.node("ReduceMin", [outside, network.graph.integers([-1])], ["keepdims": .int(1)])
        let hidden = network.graph.node("Sub", [outside, isEmpty])
        let bias = network.multiply(hidden, network.graph.constant(-.greatestFiniteMagnitude))
        return network.graph.node("Unsqueeze", [bias, network.graph.integers([1])])
    }

    /// Masked attention to the pixels of one level.
    private func look(
        _ x: Value,
        _ level: Level,
        bias: Value,
        _ step: Step,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let name = "\(step.name).cross_attn"
        return try half(x, "\(name)_layer_norm", in: &network) { (x, network) throws(HuggingFaceError) in
            let attended = network.attention(
                queries: try network.linear(network.add(x, step.positions), name, third: 0, features: features),
                keys: try network.linear(level.keys, name, third: 1, features: features),
                values: try network.linear(level.values, name, third: 2, features: features),
                batch: step.batch,
                heads: heads,
                features: features,
                mask: .bias(bias)
            )
            return try network.linear(attended, "\(name).out_proj", from: features, to: features)
        }
    }

    /// Attention among the queries.
    private func talk(_ x: Value, _ step: Step, in network: inout Network) throws(HuggingFaceError) -> Value {
        let name = "\(step.name).self_attn"
        return try half(x, "\(name)_layer_norm", in: &network) { (x, network) throws(HuggingFaceError) in
            let placed = network.add(x, step.positions)
            let attended = network.attention(
                queries: try network.linear(placed, "\(name).q_proj", from: features, to: features),
                keys: try network.linear(placed, "\(name).k_proj", from: features, to: features),
                values: try network.linear(x, "\(name).v_proj", from: features, to: features),
                batch: step.batch,
                heads: heads,
                features: features
            )
            return try network.linear(attended, "\(name).out_proj", from: features, to: features)
        }
    }

    /// A part of a layer with its residual, normalised where the configuration says.
    private func half(
        _ x: Value,
        _ name: String,
        in network: inout Network,
        _ apply: (Value, inout Network) throws(HuggingFaceError) -> Value
    ) throws(HuggingFaceError) -> Value {
        guard normalizesFirst else {
            let change = try apply(x, &network)
            return try norm(network.add(x, change), name, in: &network)
        }
        let normed = try norm(x, name, in: &network)
        let change = try apply(normed, &network)
        return network.add(x, change)
    }

    private func norm(_ rows: Value, _ name: String, in network: inout Network) throws(HuggingFaceError) -> Value {
        try network.layerNorm(rows, name, features: features, epsilon: Self.epsilon)
    }
}
