import RoostONNX
import RoostTensors

extension Network {
    /// A list of one whole number rounded up to a multiple of `divisor`.
    mutating func roundUp(_ extent: Value, toMultipleOf divisor: Int) -> Value {
        multiply(divideUp(extent, by: divisor), graph.integers([divisor]))
    }

    /// A list of one whole number divided by `divisor`, rounded up.
    mutating func divideUp(_ extent: Value, by divisor: Int) -> Value {
        let most = add(extent, graph.integers([divisor - 1]))
        return graph.node("Div", [most, graph.integers([divisor])])
    }

    /// Zeros to the right and below, until axes `height` and `height + 1` of the four have the extents of `target`.
    mutating func pad(_ x: Value, from grid: Grid, to target: Grid, height axis: Int) -> Value {
        let below = graph.node("Sub", [target.height, grid.height])
        let right = graph.node("Sub", [target.width, grid.width])
        let before = [Int](repeating: 0, count: 4 + axis)
        let after = [Int](repeating: 0, count: 2 - axis)
        var parts = [graph.integers(before), below, right]
        if !after.isEmpty { parts.append(graph.integers(after)) }
        return graph.node("Pad", [x, concatenate(parts, axis: 0)])
    }

    /// `[batch, height, width, features]` moved up and left by `shift`, what leaves coming in again at the other end;
    /// a negative shift moves down and right.
    mutating func roll(_ x: Value, by shift: Int) -> Value {
        guard shift != 0 else { return x }
        return [1, 2].reduce(x) { x, axis in
            let cut = graph.integers([shift])
            let tail = slice(x, axis: axis, from: cut, to: graph.integers([Int(Int32.max)]))
            let head = slice(x, axis: axis, from: graph.integers([0]), to: cut)
            return concatenate([tail, head], axis: axis)
        }
    }

    /// `[batch, height, width, features]` as rows, window after window of `side` by `side`; `windows` says how many
    /// there are down and across.
    mutating func rows(ofWindowsIn x: Value, side: Int, windows: Grid, features: Int) -> Value {
        let split: [Extent] = [-1, .found(windows.height), .fixed(side), .found(windows.width), .fixed(side)]
        let parts = transpose(reshape(x, to: split + [.fixed(features)]), [0, 1, 3, 2, 4, 5])
        return reshape(parts, [-1, features])
    }

    /// The inverse of ``rows(ofWindowsIn:side:windows:features:)``; `grid` is the height and width.
    mutating func image(ofWindows rows: Value, side: Int, windows: Grid, grid: Grid, features: Int) -> Value {
        let split: [Extent] = [-1, .found(windows.height), .found(windows.width), .fixed(side), .fixed(side)]
        let parts = transpose(reshape(rows, to: split + [.fixed(features)]), [0, 1, 3, 2, 4, 5])
        return reshape(parts, to: [-1, .found(grid.height), .found(grid.width), .fixed(features)])
    }
}
