import RoostONNX
import RoostTensors

/// The layers of one stage of a Swin Transformer, all over one grid.
struct SwinStage {
    /// Keeps apart what the shift brought together.
    private static let separation: Float = -100

    let features: Int
    let heads: Int
    let window: Int
    let intermediate: Int
    let hasBias: Bool
    let activation: Activation
    let epsilon: Float
    private let grid: Grid
    /// `grid` rounded up to whole windows.
    private let padded: Grid
    /// Whole windows down and across.
    private let windows: Grid
    /// `[batch, windows, heads, tokens, tokens]`, all ones in extent but the batch.
    private let spread: Value
    /// `[windows, 1, tokens, tokens]`, added to the scores of shifted windows.
    private let borders: Value

    init(
        features: Int,
        heads: Int,
        window: Int,
        intermediate: Int,
        hasBias: Bool,
        activation: Activation,
        epsilon: Float,
        batch: Value,
        grid: Grid,
        in network: inout Network
    ) {
        self.features = features
        self.heads = heads
        self.window = window
        self.intermediate = intermediate
        self.hasBias = hasBias
        self.activation = activation
        self.epsilon = epsilon
        self.grid = grid
        windows = Grid(
            height: network.divideUp(grid.height, by: window),
            width: network.divideUp(grid.width, by: window)
        )
        let side = network.graph.integers([window])
        padded = Grid(
            height: network.multiply(windows.height, side),
            width: network.multiply(windows.width, side)
        )
        spread = network.shape([.found(batch), 1, 1, 1, 1])
        borders = Self.borders(padded, windows, window: window, in: &network)
    }

    /// One layer over rows `[batch * height * width, features]`.
    func layer(
        _ x: Value,
        _ name: String,
        shift: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let normed = try network.layerNorm(x, "\(name).layernorm_before", features: features, epsilon: epsilon)
        let image = network.reshape(
            normed,
            to: [-1, .found(grid.height), .found(grid.width), .fixed(features)]
        )
        let rolled = network.roll(network.pad(image, from: grid, to: padded, height: 1), by: shift)
        let rows = network.rows(ofWindowsIn: rolled, side: window, windows: windows, features: features)
        let attended = try attend(rows, "\(name).attention", isShifted: shift > 0, in: &network)
        let back = network.image(ofWindows: attended, side: window, windows: windows, grid: padded, features: features)
        let unrolled = network.roll(back, by: -shift)
        let zero = network.graph.integers([0])
        let tall = network.slice(unrolled, axis: 1, from: zero, to: grid.height)
        let cut = network.slice(tall, axis: 2, from: zero, to: grid.width)
        let mixed = network.add(x, network.reshape(cut, [-1, features]))
        let after = try network.layerNorm(mixed, "\(name).layernorm_after", features: features, epsilon: epsilon)
        let wide = network.activate(
            try network.linear(after, "\(name).intermediate.dense", from: features, to: intermediate),
            activation
        )
        let narrow = try network.linear(wide, "\(name).output.dense", from: intermediate, to: features)
        return network.add(narrow, mixed)
    }

    /// Attention within each window, over rows window after window.
    private func attend(
        _ rows: Value,
        _ name: String,
        isShifted: Bool,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let tokens = window * window
        func project(_ part: String) throws(HuggingFaceError) -> Value {
            let projected = try network.linear(
                rows,
                "\(name).self.\(part)",
                from: features,
                to: features,
                bias: hasBias
            )
            return network.reshape(projected, [-1, tokens, features])
        }
        var bias = try relativePositions("\(name).self.relative_position_bias_table", in: &network)
        if isShifted {
            let each = network.graph.node("Unsqueeze", [network.add(bias, borders), network.graph.integers([0])])
            bias = network.reshape(network.graph.node("Expand", [each, spread]), [-1, heads, tokens, tokens])
        }
        let attended = network.attention(
            queries: try project("query"),
            keys: try project("key"),
            values: try project("value"),
            heads: heads,
            features: features,
            mask: .bias(bias)
        )
        let flat = network.reshape(attended, [-1, features])
        return try network.linear(flat, "\(name).output.dense", from: features, to: features)
    }

    /// `[1, heads, tokens, tokens]`: what the table says of each pair of places in a window.
    private func relativePositions(_ name: String, in network: inout Network) throws(HuggingFaceError) -> Value {
        let span = 2 * window - 1
        let table = try network.weight(name, [span * span, heads])
        let tokens = window * window
        var indices: [Int64] = []
        indices.reserveCapacity(tokens * tokens)
        for query in 0..<tokens {
            for key in 0..<tokens {
                let rows = query / window - key / window + window - 1
                let columns = query % window - key % window + window - 1
                indices.append(Int64(rows * span + columns))
            }
        }
        let index = network.graph.constant(indices, shape: [tokens * tokens])
        let pairs = network.graph.node("Gather", [table, index], ["axis": .int(0)])
        return network.transpose(network.reshape(pairs, [1, tokens, tokens, heads]), [0, 3, 1, 2])
    }

    private static func borders(
        _ padded: Grid,
        _ windows: Grid,
        window: Int,
        in network: inout Network
    ) -> Value {
        func regions(_ extent: Value) -> Value {
            let places = network.range(extent)
            let parts = [window, window / 2].map { distance in
                let border = network.graph.node("Sub", [extent, network.graph.integers([distance])])
                let isBeyond = network.graph.node("GreaterOrEqual", [places, network.float(border)])
                return network.float(isBeyond)
            }
            return network.add(parts[0], parts[1])
        }
        let rows = network.reshape(regions(padded.height), [-1, 1])
        let columns = network.reshape(regions(padded.width), [1, -1])
        let places = network.add(network.multiply(rows, network.graph.constant(3)), columns)
        let split: [Extent] = [.found(windows.height), .fixed(window), .found(windows.width), .fixed(window)]
        let grouped = network.transpose(network.reshape(places, to: split), [0, 2, 1, 3])
        let each = network.reshape(grouped, [-1, window * window])
        let keys = network.graph.node("Unsqueeze", [each, network.graph.integers([1, 2])])
        let queries = network.graph.node("Unsqueeze", [each, network.graph.integers([1, 3])])
        let isSame = network.graph.node("Equal", [keys, queries])
        return network.graph.node("Where", [isSame, network.graph.constant(0), network.graph.constant(separation)])
    }
}
