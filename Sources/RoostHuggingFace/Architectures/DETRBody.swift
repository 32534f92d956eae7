import RoostONNX
import RoostTensors

/// What DETR, its segmenter and the Table Transformer share: a residual network, an encoder over its last map and a
/// decoder that turns queries into what the heads read, <https://arxiv.org/abs/2005.12872>.
struct DETRBody: Sendable {
    /// Where a layer normalises.
    enum Order: Sendable {
        /// Before each half, and once more after the encoder (the Table Transformer).
        case normalizesFirst
        /// After each half and its residual (DETR).
        case normalizesLast
    }

    enum Positions: String, Sendable {
        case sine
        case learned
    }

    /// What the decoder gives, and what it was made from.
    struct Decoded {
        /// Rows `[batch * queries, features]`.
        let queries: Value
        /// The encoder's output, rows `[batch * height * width, features]`.
        let memory: Value
        /// The last map as the encoder gets it, `[batch, features, height, width]`.
        let projected: Value
        /// `[batch, height * width]` of `int32`: 1 where the image is.
        let seen: Value
        let grid: Grid
        let batch: Value
        let stages: [ResNetBody.Stage]
    }

    /// The names from 5.0 on.
    private static let layout = KeyLayout([
        "backbone.conv_encoder": "backbone",
        "out_proj": "o_proj",
        "layers.#.fc1": "layers.#.mlp.fc1",
        "layers.#.fc2": "layers.#.mlp.fc2",
        "bbox_attention.q_linear": "bbox_attention.q_proj",
        "bbox_attention.k_linear": "bbox_attention.k_proj",
        "mask_head.lay1": "mask_head.conv1.conv", "mask_head.gn1": "mask_head.conv1.norm",
        "mask_head.lay2": "mask_head.conv2.conv", "mask_head.gn2": "mask_head.conv2.norm",
        "mask_head.lay3": "mask_head.fpn_stages.0.refine.conv", "mask_head.gn3": "mask_head.fpn_stages.0.refine.norm",
        "mask_head.lay4": "mask_head.fpn_stages.1.refine.conv", "mask_head.gn4": "mask_head.fpn_stages.1.refine.norm",
        "mask_head.lay5": "mask_head.fpn_stages.2.refine.conv", "mask_head.gn5": "mask_head.fpn_stages.2.refine.norm",
        "mask_head.adapter1": "mask_head.fpn_stages.0.fpn_adapter",
        "mask_head.adapter2": "mask_head.fpn_stages.1.fpn_adapter",
        "mask_head.adapter3": "mask_head.fpn_stages.2.fpn_adapter",
        "mask_head.out_lay": "mask_head.output_conv",
    ])

    /// Positions that `position_embedding_type: learned` knows along each side.
    private static let learnedPositions = 50
    private static let epsilon: Float = 1e-5

    let features: Int
    let queries: Int
    let encoderHeads: Int
    let activation: Activation
    let backbone: ResNetBackbone
    let labelCount: Int
    let order: Order
    private let positions: Positions
    private let encoderLayers: Int
    private let decoderLayers: Int
    let decoderHeads: Int
    let encoderWidth: Int
    let decoderWidth: Int
    /// Training with auxiliary losses normalises after every layer of the decoder, and `transformers` does so ever
    /// after.
    private let normalizesEachLayer: Bool

    init(_ config: ModelConfig, order: Order) throws(HuggingFaceError) {
        self.order = order
        backbone = try ResNetBackbone(config)
        labelCount = config.labels.count
        features = try config.int("d_model", default: 256)
        queries = try config.int("num_queries", default: 100, in: 1...10_000)
        encoderLayers = try config.int("encoder_layers", default: 6, in: 1...1000)
        decoderLayers = try config.int("decoder_layers", default: 6, in: 1...1000)
        encoderHeads = try config.int("encoder_attention_heads", default: 8)
        decoderHeads = try config.int("decoder_attention_heads", default: 8)
        encoderWidth = try config.int("encoder_ffn_dim", default: 2048)
        decoderWidth = try config.int("decoder_ffn_dim", default: 2048)
        activation = try config.activation("activation_function", default: .relu)
        normalizesEachLayer = try config.bool("auxiliary_loss", default: false)
        let name = try config.fields.string("position_embedding_type") ?? Positions.sine.rawValue
        guard let positions = Positions(rawValue: name) else {
            throw config.fields.wrong("position_embedding_type", "sine or learned, not '\(name)'")
        }
        self.positions = positions
        guard features.isMultiple(of: 4) else { throw config.fields.wrong("d_model", "a multiple of 4") }
        guard features.isMultiple(of: encoderHeads), features.isMultiple(of: decoderHeads) else {
            throw config.fields.wrong("encoder_attention_heads", "a divisor of d_model \(features), like the decoder's")
        }
    }

    /// Runs all but the heads.
    ///
    /// `mask` is `[batch, height, width]` of `int64`, 1 where the image is and 0 where it was padded; `prefix` stands
    /// before the names, with its full stop.
    func decode(
        _ image: Value,
        mask: Value,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> Decoded {
        if network.has("\(prefix)backbone.model.conv1.weight")
            || network.has("\(prefix)backbone.model.embedder.embedder.convolution.weight")
        {
            network.layout = Self.layout
        }
        let stages = try backbone.stages(of: image, prefix: "\(prefix)backbone.conv_encoder.model.", in: &network)
        let last = stages[stages.count - 1]
        let grid = network.grid(of: last.map)
        let batch = network.extent(last.map, axis: 0)
        let projection = Convolution(inputs: last.features, outputs: features, kernel: ImageSize(1))
        let projected = try network.convolve(last.map, "\(prefix)input_projection", projection)
        let small = network.resizeNearest(mask, to: grid, axes: (height: 1, width: 2))
        let flat = network.reshape(small, [0, -1])
        let seen = network.graph.node("Cast", [flat], ["to": .int(ElementType.int32.onnxDataType)])
        let positions = try positions(seen: small, batch: batch, grid: grid, prefix: prefix, in: &network)
        let layers = DETRLayers(body: self, batch: batch, seen: seen)
        var memory = network.rows(of: projected, channels: features)
        for layer in 0..<encoderLayers {
            memory = try layers.encode(memory, positions, "\(prefix)encoder.layers.\(layer)", in: &network)
        }
        if order == .normalizesFirst { memory = try norm(memory, "\(prefix)encoder.layernorm", in: &network) }
        let queries = try decode(memory, positions, layers, prefix: prefix, in: &network)
        return Decoded(
            queries: queries,
            memory: memory,
            projected: projected,
            seen: seen,
            grid: grid,
            batch: batch,
            stages: stages
        )
    }

    /// The detection heads: logits and boxes as ``DenseGraph/Outputs/boxes`` has them.
    func detect(
        _ decoded: Decoded,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> [DenseOutput] {
        let classes = labelCount + 1
        let logits = try network.linear(
            decoded.queries,
            "\(prefix)class_labels_classifier",
            from: features,
            to: classes
        )
        var boxes = decoded.queries
        for (number, outputs) in [features, features, 4].enumerated() {
            let name = "\(prefix)bbox_predictor.layers.\(number)"
            boxes = try network.linear(boxes, name, from: features, to: outputs)
            boxes = network.activate(boxes, number < 2 ? .relu : .sigmoid)
        }
        return [(logits, classes), (boxes, 4)].map { rows, width in
            DenseOutput(
                value: network.reshape(rows, [-1, queries, width]),
                dimensions: [.symbolic("batch"), .fixed(queries), .fixed(width)]
            )
        }
    }

    func norm(_ rows: Value, _ name: String, in network: inout Network) throws(HuggingFaceError) -> Value {
        try network.layerNorm(rows, name, features: features, epsilon: Self.epsilon)
    }

    private func decode(
        _ memory: Value,
        _ positions: Value,
        _ layers: DETRLayers,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let embedding = try network.weight("\(prefix)query_position_embeddings.weight", [queries, features])
        let shape = network.shape([.found(layers.batch), .fixed(queries), .fixed(features)])
        let spread = network.graph.node("Expand", [embedding, shape])
        let queryPositions = network.reshape(spread, [-1, features])
        let keys = network.add(memory, positions)
        let nothing = network.graph.node("Expand", [network.graph.constant(0), shape])
        var x = network.reshape(nothing, [-1, features])
        for layer in 0..<decoderLayers {
            let name = "\(prefix)decoder.layers.\(layer)"
            x = try layers.decode(x, queryPositions, keys: keys, values: memory, name, in: &network)
            if normalizesEachLayer { x = try norm(x, "\(prefix)decoder.layernorm", in: &network) }
        }
        return try norm(x, "\(prefix)decoder.layernorm", in: &network)
    }

    /// Rows `[batch * height * width, features]`.
    private func positions(
        seen: Value,
        batch: Value,
        grid: Grid,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        guard positions == .learned else {
            return network.sinePositions(seen: network.float(seen), features: features)
        }
        let name = "\(prefix)position_embedding"
        let shape = [Self.learnedPositions, features / 2]
        let rows = try network.weight("\(name).row_embeddings.weight", shape)
        let columns = try network.weight("\(name).column_embeddings.weight", shape)
        let zero = network.graph.integers([0])
        let extents = network.shape([
            .found(batch), .found(grid.height), .found(grid.width), .fixed(features / 2),
        ])
        let parts = [(columns, grid.width, [0, 1]), (rows, grid.height, [0, 2])].map { table, count, axes in
            let part = network.slice(table, axis: 0, from: zero, to: count)
            let spread = network.graph.node("Unsqueeze", [part, network.graph.integers(axes)])
            return network.graph.node("Expand", [spread, extents])
        }
        return network.reshape(network.concatenate(parts, axis: 3), [-1, features])
    }
}
