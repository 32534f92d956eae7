import Foundation
import RoostONNX
import RoostTensors

extension Network {
    /// DETR's sine embedding of positions, as rows `[batch * height * width, features]`: how far down and how far right
    /// a pixel lies among those that are seen, as angles of many frequencies, sines and cosines in turn.
    ///
    /// `seen` is `[batch, height, width]` of floats, 1 where the image is and 0 where it was padded. Half of the features
    /// tell the row, half the column.
    mutating func sinePositions(seen: Value, features: Int) -> Value {
        let rows = angles(seen, axis: 1, count: features / 2)
        let columns = angles(seen, axis: 2, count: features / 2)
        return reshape(concatenate([rows, columns], axis: 3), [-1, features])
    }

    /// The same where nothing is padded, `[height * width, features]`.
    mutating func sinePositions(of grid: Grid, features: Int) -> Value {
        let extents = shape([1, .found(grid.height), .found(grid.width)])
        return sinePositions(seen: graph.node("Expand", [graph.constant(1), extents]), features: features)
    }

    /// `[batch, height, width, count]`.
    private mutating func angles(_ seen: Value, axis: Int, count: Int) -> Value {
        let sum = graph.node("CumSum", [seen, graph.constant([Int64(axis)], shape: [])])
        let last = graph.node("Gather", [sum, graph.integers([-1])], ["axis": .int(axis)])
        let share = graph.node("Div", [sum, add(last, graph.constant(1e-6))])
        let turned = multiply(share, graph.constant(2 * Float.pi))
        // A sine and the cosine after it have one frequency.
        let frequencies = (0..<count / 2).map { pow(Float(10_000), 2 * Float($0) / Float(count)) }
        let divided = graph.node(
            "Div",
            [
                graph.node("Unsqueeze", [turned, graph.integers([3])]),
                graph.constant(frequencies, shape: [count / 2]),
            ]
        )
        let waves = ["Sin", "Cos"].map { name in
            graph.node("Unsqueeze", [graph.node(name, [divided]), graph.integers([4])])
        }
        return reshape(concatenate(waves, axis: 4), [0, 0, 0, count])
    }
}
