import RoostONNX
import RoostTensors

/// Several feature maps as one sequence of tokens: coarse to fine, each row by row.
struct FeatureLevels {
    let grids: [Grid]
    /// How many tokens each level has.
    let counts: [Value]
    /// How many tokens there are in all.
    let total: Value
    /// Where each token lies, in the coordinates of `GridSample`: `[1, tokens, 1, 2]`, x before y.
    let places: Value
    let batch: Value
}

/// The numbers of a multi-scale deformable attention.
struct DeformableAttention {
    let features: Int
    let heads: Int
    let points: Int
}

extension Network {
    /// Levels of `grids` and where their tokens lie.
    mutating func levels(_ grids: [Grid], batch: Value) -> FeatureLevels {
        let counts = grids.map { multiply($0.height, $0.width) }
        let places = grids.map { grid in
            let rows = reshape(centers(grid.height), [-1, 1])
            let columns = reshape(centers(grid.width), [1, -1])
            let shape = concatenate([grid.height, grid.width], axis: 0)
            let pair = [columns, rows].map { values in
                graph.node("Unsqueeze", [graph.node("Expand", [values, shape]), graph.integers([2])])
            }
            return reshape(concatenate(pair, axis: 2), [1, -1, 1, 2])
        }
        let total = counts.dropFirst().reduce(counts[0]) { add($0, $1) }
        return FeatureLevels(
            grids: grids,
            counts: counts,
            total: total,
            places: concatenate(places, axis: 1),
            batch: batch
        )
    }

    /// The part of rows `[batch * tokens, features]` that belongs to one level, `[batch, tokens of it, features]`.
    mutating func level(_ number: Int, of rows: Value, _ levels: FeatureLevels, features: Int) -> Value {
        let sequence = reshape(rows, to: [.found(levels.batch), -1, .fixed(features)])
        let start = levels.counts[..<number].reduce(graph.integers([0])) { add($0, $1) }
        return slice(sequence, axis: 1, from: start, to: add(start, levels.counts[number]))
    }

    /// Multi-scale deformable attention, <https://arxiv.org/abs/2010.04159>: every token looks at a few points of every
    /// level, which it chooses itself.
    ///
    /// Takes and gives rows `[batch * tokens, features]`; `placed` are the same with their positions added.
    mutating func attendDeformably(
        _ rows: Value,
        placed: Value,
        _ name: String,
        _ settings: DeformableAttention,
        _ levels: FeatureLevels
    ) throws(HuggingFaceError) -> Value {
        let (features, heads, points) = (settings.features, settings.heads, settings.points)
        let samples = levels.grids.count * points
        let values = try linear(rows, "\(name).value_proj", from: features, to: features)
        let offsets = try linear(placed, "\(name).sampling_offsets", from: features, to: heads * samples * 2)
        let weights = try linear(placed, "\(name).attention_weights", from: features, to: heads * samples)
        // Heads become part of the batch: [batch * heads, tokens, samples, 2].
        let moves = reshape(
            byHead(offsets, heads: heads, width: samples * 2, levels),
            to: [-1, .found(levels.total), .fixed(samples), 2]
        )
        let shares = graph.node("Softmax", [reshape(weights, [-1, heads, samples])], ["axis": .int(-1)])
        let weighting = reshape(
            byHead(shares, heads: heads, width: samples, levels),
            to: [-1, 1, .found(levels.total), .fixed(samples)]
        )
        var sampled: [Value] = []
        for (number, grid) in levels.grids.enumerated() {
            let own = transpose(level(number, of: values, levels, features: features), [0, 2, 1])
            let map = reshape(
                own,
                to: [-1, .fixed(features / heads), .found(grid.height), .found(grid.width)]
            )
            let part = slice(moves, axis: 2, number * points..<(number + 1) * points)
            let size = float(concatenate([grid.width, grid.height], axis: 0))
            // A shift by one pixel is 2 / size of the map's width, which is from -1 to 1.
            let step = graph.node("Div", [graph.constant(2), size])
            let places = add(multiply(part, step), levels.places)
            sampled.append(
                graph.node(
                    "GridSample",
                    [map, places],
                    ["mode": .string("linear"), "padding_mode": .string("zeros"), "align_corners": .int(0)]
                )
            )
        }
        let weighted = multiply(concatenate(sampled, axis: 3), weighting)
        let summed = graph.node("ReduceSum", [weighted, graph.integers([-1])], ["keepdims": .int(0)])
        let together = reshape(summed, to: [.found(levels.batch), .fixed(features), -1])
        let result = reshape(transpose(together, [0, 2, 1]), [-1, features])
        return try linear(result, "\(name).output_proj", from: features, to: features)
    }

    /// Rows of one part a head as `[batch, heads, tokens, width]`.
    private mutating func byHead(_ rows: Value, heads: Int, width: Int, _ levels: FeatureLevels) -> Value {
        let shape: [Extent] = [.found(levels.batch), -1, .fixed(heads), .fixed(width)]
        return transpose(reshape(rows, to: shape), [0, 2, 1, 3])
    }

    /// The centres of `count` pixels, from -1 to 1.
    private mutating func centers(_ count: Value) -> Value {
        let share = graph.node("Div", [add(range(count), graph.constant(0.5)), float(count)])
        return graph.node("Sub", [multiply(share, graph.constant(2)), graph.constant(1)])
    }
}
