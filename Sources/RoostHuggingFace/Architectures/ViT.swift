import RoostONNX
import RoostTensors

/// The Vision Transformer, <https://arxiv.org/abs/2010.11929>.
struct ViT: Architecture {
    static let modelType = "vit"
    static let className = "ViTForImageClassification"
    static let defaultProcessor = ImageProcessorClass.vit

    let channels: Int
    private let imageSize: ImageSize
    private let patch: ImageSize
    private let hidden: Int
    private let layers: Int
    private let heads: Int
    private let intermediate: Int
    private let activation: Activation
    private let epsilon: Float
    private let hasQKVBias: Bool
    private let initializerRange: Double

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        channels = try config.int("num_channels", default: 3)
        imageSize = try config.size("image_size", default: 224)
        patch = try config.size("patch_size", default: 16)
        hidden = try config.int("hidden_size", default: 768)
        layers = try config.int("num_hidden_layers", default: 12, in: 1...1000)
        heads = try config.int("num_attention_heads", default: 12)
        intermediate = try config.int("intermediate_size", default: 3072)
        activation = try config.activation("hidden_act", default: .gelu)
        epsilon = try config.epsilon("layer_norm_eps", default: 1e-12)
        hasQKVBias = try config.bool("qkv_bias", default: true)
        initializerRange = Double(try config.epsilon("initializer_range", default: 0.02))
        guard hidden.isMultiple(of: heads) else {
            throw config.fields.wrong("num_attention_heads", "a divisor of hidden_size \(hidden), not \(heads)")
        }
        guard grid(of: imageSize) != nil else {
            throw config.fields.wrong("image_size", "at least the patch size, \(patch)")
        }
    }

    var nativeSize: ImageSize? { imageSize }

    var head: ClassificationHead {
        ClassificationHead(name: "classifier", features: hidden, initialization: .normal(std: initializerRange))
    }

    func warning(size: ImageSize) -> String? {
        guard size != imageSize else { return nil }
        return "the checkpoint was trained on \(imageSize) images and gets \(size): its position embeddings are "
            + "interpolated (bicubic), as transformers does with interpolate_pos_encoding"
    }

    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let names = ViTNames(network)
        guard let grid = grid(of: size) else {
            throw HuggingFaceError(.invalid, "images of \(size) are smaller than a patch of \(patch)")
        }
        let tokens = grid.height * grid.width + 1
        var x = try embed(image, grid: grid, names: names, in: &network)
        for number in 0..<layers {
            // Only the first token reaches the head, so the last layer computes nothing else.
            let kept = number == layers - 1 ? 1 : tokens
            x = try layer(x, names.layer(number), tokens: tokens, kept: kept, in: &network)
        }
        return try network.layerNorm(x, "\(names.prefix)layernorm", features: hidden, epsilon: epsilon)
    }

    /// Patches side by side, or `nil` when the image is smaller than one.
    private func grid(of size: ImageSize) -> ImageSize? {
        let grid = ImageSize(height: size.height / patch.height, width: size.width / patch.width)
        return grid.height > 0 && grid.width > 0 ? grid : nil
    }

    /// Rows `[batch * tokens, hidden]`: the class token, then the patches row by row, each with its position added.
    private func embed(
        _ image: Value,
        grid: ImageSize,
        names: ViTNames,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let name = "\(names.prefix)embeddings"
        let projection = Convolution(inputs: channels, outputs: hidden, kernel: patch, stride: patch)
        let projected = try network.convolve(image, "\(name).patch_embeddings.projection", projection)
        let patches = network.transpose(network.reshape(projected, [0, hidden, -1]), [0, 2, 1])
        let token = try network.weight("\(name).cls_token", [1, 1, hidden])
        let batch = network.graph.node("Shape", [image], ["start": .int(0), "end": .int(1)])
        let extents = network.graph.node("Concat", [batch, network.graph.integers([1, hidden])], ["axis": .int(0)])
        let first = network.graph.node("Expand", [token, extents])
        let sequence = network.graph.node("Concat", [first, patches], ["axis": .int(1)])
        let positions = try positions("\(name).position_embeddings", grid: grid, in: &network)
        return network.reshape(network.add(sequence, positions), [-1, hidden])
    }

    /// The position table `[1, tokens, hidden]`, stretched when the grid is not the one of training.
    ///
    /// As torch's bicubic `interpolate`: a = -0.75, half-pixel centres, edges repeated, no antialiasing. The inputs are
    /// constant, so ONNX Runtime computes this once, when it loads the model.
    private func positions(
        _ name: String,
        grid: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let native = self.grid(of: imageSize) ?? grid
        let count = native.height * native.width
        let table = try network.weight(name, [1, count + 1, hidden])
        guard grid != native else { return table }
        func part(_ start: Int, _ end: Int) -> Value {
            let bounds = [start, end, 1].map { network.graph.integers([$0]) }
            return network.graph.node("Slice", [table, bounds[0], bounds[1], bounds[2]])
        }
        let square = network.reshape(part(1, count + 1), [1, native.height, native.width, hidden])
        let sizes = network.graph.integers([1, hidden, grid.height, grid.width])
        let resized = network.graph.node(
            "Resize",
            [network.transpose(square, [0, 3, 1, 2]), .absent, .absent, sizes],
            [
                "mode": .string("cubic"),
                "cubic_coeff_a": .float(-0.75),
                "coordinate_transformation_mode": .string("half_pixel"),
            ]
        )
        let rows = network.reshape(network.transpose(resized, [0, 2, 3, 1]), [1, -1, hidden])
        return network.graph.node("Concat", [part(0, 1), rows], ["axis": .int(1)])
    }

    /// One pre-norm encoder layer over rows `[batch * tokens, hidden]`, giving the first `kept` tokens of each image.
    private func layer(
        _ x: Value,
        _ names: ViTNames.Layer,
        tokens: Int,
        kept: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let normed = try network.layerNorm(x, names.normBefore, features: hidden, epsilon: epsilon)
        let queries = kept == tokens ? normed : first(of: normed, tokens: tokens, in: &network)
        let residual = kept == tokens ? x : first(of: x, tokens: tokens, in: &network)
        func project(_ x: Value, _ name: String) throws(HuggingFaceError) -> Value {
            try network.linear(x, name, from: hidden, to: hidden, bias: hasQKVBias)
        }
        let attended = network.attention(
            queries: try project(queries, names.query),
            queryCount: kept,
            keys: try project(normed, names.key),
            values: try project(normed, names.value),
            keyCount: tokens,
            heads: heads,
            features: hidden
        )
        let mixed = network.add(
            try network.linear(attended, names.attentionOutput, from: hidden, to: hidden),
            residual
        )
        let after = try network.layerNorm(mixed, names.normAfter, features: hidden, epsilon: epsilon)
        let wide = network.activate(
            try network.linear(after, names.intermediate, from: hidden, to: intermediate),
            activation
        )
        return network.add(try network.linear(wide, names.output, from: intermediate, to: hidden), mixed)
    }

    /// The first token of each image: `[batch * tokens, hidden]` becomes `[batch, hidden]`.
    private func first(of x: Value, tokens: Int, in network: inout Network) -> Value {
        let sequence = network.reshape(x, [-1, tokens, hidden])
        let index = network.graph.constant([Int64(0)], shape: [])
        return network.graph.node("Gather", [sequence, index], ["axis": .int(1)])
    }
}
