import RoostONNX
import RoostTensors

/// What ConvNeXt and ConvNeXt V2 share: all but the middle of a block.
struct ConvNeXtBody: Sendable {
    /// How a block's branch is scaled before it is added.
    enum Scaling: Sendable {
        case none
        /// A learnt factor a channel, after the block's last linear layer (ConvNeXt).
        case layerScale
        /// Global response normalisation, before the block's last linear layer (ConvNeXt V2).
        case globalResponse
    }

    /// Of every layer norm but the last; not configurable in `transformers`.
    private static let innerEpsilon: Float = 1e-6
    private static let expansion = 4

    let channels: Int
    let imageSize: ImageSize
    private let prefix: String
    private let scaling: Scaling
    private let patch: ImageSize
    private let hiddenSizes: [Int]
    private let depths: [Int]
    private let activation: Activation
    private let epsilon: Float
    private let initializerRange: Double

    init(_ config: ModelConfig, prefix: String, scaling: Scaling) throws(HuggingFaceError) {
        self.prefix = prefix
        self.scaling = scaling
        channels = try config.int("num_channels", default: 3)
        imageSize = try config.size("image_size", default: 224)
        patch = try config.size("patch_size", default: 4)
        hiddenSizes = try config.ints("hidden_sizes", default: [96, 192, 384, 768])
        depths = try config.ints("depths", default: [3, 3, 9, 3])
        activation = try config.activation("hidden_act", default: .gelu)
        epsilon = try config.epsilon("layer_norm_eps", default: 1e-12)
        initializerRange = Double(try config.epsilon("initializer_range", default: 0.02))
        let stages = try config.int("num_stages", default: 4, in: 1...32)
        guard stages == hiddenSizes.count, stages == depths.count, depths.allSatisfy({ $0 <= 1000 }) else {
            throw config.fields.wrong("num_stages", "the length of hidden_sizes and of depths, depths at most 1000")
        }
    }

    var head: ClassificationHead {
        ClassificationHead(
            name: "classifier",
            features: hiddenSizes.last ?? 0,
            initialization: .normal(std: initializerRange)
        )
    }

    /// From an image to `[batch, hiddenSizes.last]`.
    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let prefix = network.has("embeddings.patch_embeddings.weight") ? "" : "\(prefix)."
        var grid = ImageSize(height: size.height / patch.height, width: size.width / patch.width)
        let reduction = 1 << (hiddenSizes.count - 1)
        guard grid.height >= reduction, grid.width >= reduction else {
            throw HuggingFaceError(
                .invalid,
                "images of \(size) are too small: patches of \(patch) are halved \(hiddenSizes.count - 1) times"
            )
        }
        let embedding = Convolution(inputs: channels, outputs: hiddenSizes[0], kernel: patch, stride: patch)
        var x = try network.convolve(image, "\(prefix)embeddings.patch_embeddings", embedding)
        x = try norm(x, "\(prefix)embeddings.layernorm", features: hiddenSizes[0], in: &network)
        for (stage, (width, depth)) in zip(hiddenSizes, depths).enumerated() {
            let name = "\(prefix)encoder.stages.\(stage)"
            if stage > 0 {
                x = try norm(x, "\(name).downsampling_layer.0", features: hiddenSizes[stage - 1], in: &network)
                let halving = Convolution(
                    inputs: hiddenSizes[stage - 1],
                    outputs: width,
                    kernel: ImageSize(2),
                    stride: ImageSize(2)
                )
                x = try network.convolve(x, "\(name).downsampling_layer.1", halving)
                grid = ImageSize(height: grid.height / 2, width: grid.width / 2)
            }
            for number in 0..<depth {
                x = try block(x, "\(name).layers.\(number)", width: width, grid: grid, in: &network)
            }
        }
        let pooled = network.averagePool(x)
        return try network.layerNorm(
            pooled,
            "\(prefix)layernorm",
            features: hiddenSizes[hiddenSizes.count - 1],
            epsilon: epsilon
        )
    }

    /// A layer norm over the channels of `[batch, channels, height, width]`.
    private func norm(
        _ x: Value,
        _ name: String,
        features: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let last = network.transpose(x, [0, 2, 3, 1])
        let normed = try network.layerNorm(last, name, features: features, epsilon: Self.innerEpsilon)
        return network.transpose(normed, [0, 3, 1, 2])
    }

    /// A 7x7 depthwise convolution, then two linear layers over each pixel, added to what came in.
    private func block(
        _ x: Value,
        _ name: String,
        width: Int,
        grid: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let depthwise = Convolution(inputs: width, outputs: width, kernel: ImageSize(7), padding: 3, groups: width)
        let convolved = network.transpose(try network.convolve(x, "\(name).dwconv", depthwise), [0, 2, 3, 1])
        let pixels = network.reshape(convolved, [-1, width])
        let normed = try network.layerNorm(pixels, "\(name).layernorm", features: width, epsilon: Self.innerEpsilon)
        let wide = Self.expansion * width
        var y = network.activate(try network.linear(normed, "\(name).pwconv1", from: width, to: wide), activation)
        if case .globalResponse = scaling {
            y = network.reshape(y, [-1, grid.height, grid.width, wide])
            y = try globalResponse(y, "\(name).grn", features: wide, in: &network)
            y = network.reshape(y, [-1, wide])
        }
        y = try network.linear(y, "\(name).pwconv2", from: wide, to: width)
        if case .layerScale = scaling {
            y = network.multiply(y, try network.weight("\(name).layer_scale_parameter", [width]))
        }
        let maps = network.transpose(network.reshape(y, [-1, grid.height, grid.width, width]), [0, 3, 1, 2])
        return network.add(x, maps)
    }

    /// `weight * x * g + bias + x`, where `g` is a channel's norm over the image divided by the mean of all channels'.
    ///
    /// <https://arxiv.org/abs/2301.00808>, section 3.3, on `[batch, height, width, features]`.
    private func globalResponse(
        _ x: Value,
        _ name: String,
        features: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let weight = try network.weight("\(name).weight", [1, 1, 1, features])
        let bias = try network.weight("\(name).bias", [1, 1, 1, features])
        let norm = network.graph.node("ReduceL2", [x, network.graph.integers([1, 2])])
        let mean = network.graph.node("ReduceMean", [norm, network.graph.integers([-1])])
        let divisor = network.add(mean, network.graph.constant(1e-6))
        let relative = network.graph.node("Div", [norm, divisor])
        let scaled = network.multiply(weight, network.multiply(x, relative))
        return network.add(network.add(scaled, bias), x)
    }
}
