import RoostONNX

/// One extent of a shape: written down, or found when the graph runs.
enum Extent {
    /// As in ``Network/reshape(_:_:)``: 0 keeps what is there, one -1 is whatever is left.
    case fixed(Int)
    /// A list of one whole number.
    case found(Value)
}

extension Extent: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) { self = .fixed(value) }
}

/// Height and width of a feature map, each a list of one whole number.
struct Grid {
    let height: Value
    let width: Value
}

extension Network {
    /// The extent of one axis, as a list of one whole number.
    mutating func extent(_ x: Value, axis: Int) -> Value {
        graph.node("Shape", [x], ["start": .int(axis), "end": .int(axis + 1)])
    }

    /// Height and width of `[batch, channels, height, width]`.
    mutating func grid(of map: Value) -> Grid {
        Grid(height: extent(map, axis: 2), width: extent(map, axis: 3))
    }

    /// A shape, one extent after the other; those that are written down and neighbours become one constant.
    mutating func shape(_ extents: [Extent]) -> Value {
        var parts: [Value] = []
        var run: [Int] = []
        for extent in extents {
            switch extent {
            case .fixed(let number): run.append(number)
            case .found(let value):
                if !run.isEmpty { parts.append(graph.integers(run)) }
                run = []
                parts.append(value)
            }
        }
        if !run.isEmpty { parts.append(graph.integers(run)) }
        return parts.count == 1 ? parts[0] : concatenate(parts, axis: 0)
    }

    /// The same elements in a shape that is partly found when the graph runs.
    mutating func reshape(_ x: Value, to extents: [Extent]) -> Value {
        graph.node("Reshape", [x, shape(extents)])
    }

    mutating func concatenate(_ parts: [Value], axis: Int) -> Value {
        graph.node("Concat", parts, ["axis": .int(axis)])
    }

    /// The entries `range` of one axis.
    mutating func slice(_ x: Value, axis: Int, _ range: Range<Int>) -> Value {
        slice(x, axis: axis, from: graph.integers([range.lowerBound]), to: graph.integers([range.upperBound]))
    }

    /// The entries of one axis between two lists of one whole number.
    mutating func slice(_ x: Value, axis: Int, from start: Value, to end: Value) -> Value {
        graph.node("Slice", [x, start, end, graph.integers([axis])])
    }

    /// A feature map `[batch, channels, height, width]` as rows `[batch * height * width, channels]`.
    mutating func rows(of map: Value, channels: Int) -> Value {
        reshape(transpose(map, [0, 2, 3, 1]), [-1, channels])
    }

    /// Rows `[batch * height * width, channels]` as a feature map `[batch, channels, height, width]`.
    mutating func map(of rows: Value, channels: Int, _ grid: Grid) -> Value {
        let extents: [Extent] = [-1, .found(grid.height), .found(grid.width), .fixed(channels)]
        return transpose(reshape(rows, to: extents), [0, 3, 1, 2])
    }
}
