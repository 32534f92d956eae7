import RoostONNX
import RoostTensors

/// The Swin Transformer as a backbone, <https://arxiv.org/abs/2103.14030>: attention within windows that every second
/// layer shifts.
struct SwinBody: Sendable {
    /// The map of a chosen stage, `[batch, features, height, width]`.
    struct Stage {
        let map: Value
        let features: Int
    }

    /// Of every layer norm outside the layers; `layer_norm_eps` is for those within.
    private static let outerEpsilon: Float = 1e-5

    let channels: Int
    private let patch: ImageSize
    private let features: Int
    private let depths: [Int]
    private let heads: [Int]
    private let window: Int
    private let ratio: Double
    private let hasBias: Bool
    private let activation: Activation
    private let epsilon: Float
    private let chosen: [Int]

    init(_ config: ModelConfig, defaultDepths: [Int] = [2, 2, 6, 2]) throws(HuggingFaceError) {
        channels = try config.int("num_channels", default: 3)
        patch = try config.size("patch_size", default: 4)
        features = try config.int("embed_dim", default: 96)
        depths = try config.ints("depths", default: defaultDepths)
        heads = try config.ints("num_heads", default: [3, 6, 12, 24])
        window = try config.int("window_size", default: 7, in: 1...64)
        ratio = try config.fields.double("mlp_ratio") ?? 4
        hasBias = try config.bool("qkv_bias", default: true)
        activation = try config.activation("hidden_act", default: .gelu)
        epsilon = try config.epsilon("layer_norm_eps", default: 1e-5)
        guard depths.count == heads.count, depths.count <= 16, depths.allSatisfy({ $0 <= 1000 }) else {
            throw config.fields.wrong("depths", "as long as num_heads, at most 16 numbers up to 1000")
        }
        guard features <= 1 << 16, ratio > 0, ratio <= 64 else {
            throw config.fields.wrong("embed_dim", "at most 65536, with an mlp_ratio above 0 and at most 64")
        }
        for (stage, heads) in heads.enumerated() where !(features << stage).isMultiple(of: heads) {
            throw config.fields.wrong("num_heads", "divisors of embed_dim doubled stage by stage")
        }
        guard try !config.bool("use_absolute_embeddings", default: false) else {
            throw HuggingFaceError(
                .unsupported,
                "\(config.fields.name): 'use_absolute_embeddings' is true, which Roost cannot build"
            )
        }
        let names = ["stem"] + (1...depths.count).map { "stage\($0)" }
        chosen = try ResNetBackbone.chosen(config, names: names)
    }

    /// Features of the chosen stages.
    var widths: [Int] { chosen.map { features << $0 } }

    /// The maps of the chosen stages, from the finest to the coarsest; `prefix` stands before the names, with its full
    /// stop.
    func stages(
        of image: Value,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> [Stage] {
        var (rows, grid) = try embed(image, prefix: prefix, in: &network)
        let batch = network.extent(image, axis: 0)
        var stages: [Stage] = []
        for (number, depth) in depths.enumerated() {
            let width = features << number
            let name = "\(prefix)encoder.layers.\(number)"
            let stage = SwinStage(
                features: width,
                heads: heads[number],
                window: window,
                intermediate: Int(ratio * Double(width)),
                hasBias: hasBias,
                activation: activation,
                epsilon: epsilon,
                batch: batch,
                grid: grid,
                in: &network
            )
            for layer in 0..<depth {
                let shift = layer.isMultiple(of: 2) ? 0 : window / 2
                rows = try stage.layer(rows, "\(name).blocks.\(layer)", shift: shift, in: &network)
            }
            if chosen.contains(number) {
                let norm = "\(prefix)hidden_states_norms.stage\(number + 1)"
                let normed = try network.layerNorm(rows, norm, features: width, epsilon: Self.outerEpsilon)
                stages.append(Stage(map: network.map(of: normed, channels: width, grid), features: width))
            }
            guard number + 1 < depths.count else { break }
            (rows, grid) = try merge(rows, grid, "\(name).downsample", features: width, in: &network)
        }
        return stages
    }

    private func embed(
        _ image: Value,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> (rows: Value, grid: Grid) {
        let size = network.grid(of: image)
        let target = Grid(
            height: network.roundUp(size.height, toMultipleOf: patch.height),
            width: network.roundUp(size.width, toMultipleOf: patch.width)
        )
        let padded = network.pad(image, from: size, to: target, height: 2)
        let projection = Convolution(inputs: channels, outputs: features, kernel: patch, stride: patch)
        let name = "\(prefix)embeddings"
        let patches = try network.convolve(padded, "\(name).patch_embeddings.projection", projection)
        let rows = network.rows(of: patches, channels: features)
        let normed = try network.layerNorm(rows, "\(name).norm", features: features, epsilon: Self.outerEpsilon)
        return (normed, network.grid(of: patches))
    }

    /// Two by two neighbours side by side, then half as many features.
    private func merge(
        _ rows: Value,
        _ grid: Grid,
        _ name: String,
        features: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> (rows: Value, grid: Grid) {
        let image = network.reshape(
            rows,
            to: [-1, .found(grid.height), .found(grid.width), .fixed(features)]
        )
        let even = Grid(
            height: network.roundUp(grid.height, toMultipleOf: 2),
            width: network.roundUp(grid.width, toMultipleOf: 2)
        )
        let padded = network.pad(image, from: grid, to: even, height: 1)
        let end = Int(Int32.max)
        let parts = [(0, 0), (1, 0), (0, 1), (1, 1)].map { row, column in
            let bounds = [[row, column], [end, end], [1, 2], [2, 2]].map { network.graph.integers($0) }
            return network.graph.node("Slice", [padded] + bounds)
        }
        let wide = network.reshape(network.concatenate(parts, axis: 3), [-1, 4 * features])
        let normed = try network.layerNorm(
            wide,
            "\(name).norm",
            features: 4 * features,
            epsilon: Self.outerEpsilon
        )
        let merged = try network.linear(normed, "\(name).reduction", from: 4 * features, to: 2 * features, bias: false)
        let half = Grid(
            height: network.divideUp(grid.height, by: 2),
            width: network.divideUp(grid.width, by: 2)
        )
        return (merged, half)
    }
}
