import RoostONNX
import RoostTensors

typealias Value = GraphBuilder.Value

/// A neural network being written down: the graph, and the checkpoint its weights come from.
///
/// The layers here are those of torch, by torch's parameter names (`weight`, `bias`, `running_mean`), so that an
/// architecture reads like its original. Each weight's shape is checked against what the configuration promises.
struct Network {
    var graph: GraphBuilder
    let checkpoint: Checkpoint
    /// How the checkpoint spells the names that are asked for here.
    var layout = KeyLayout.original

    /// The input: any number of images of one size, `[batch, channels, height, width]`.
    mutating func image(_ name: String, channels: Int, size: ImageSize) -> Value {
        graph.input(
            name,
            .float32,
            [.symbolic("batch"), .fixed(channels), .fixed(size.height), .fixed(size.width)]
        )
    }

    func has(_ name: String) -> Bool { checkpoint[layout.name(name)] != nil }

    /// A parameter as the `float32` value of `shape`.
    ///
    /// - Throws: ``HuggingFaceError`` when it is not there, has another shape or is no number with a fraction.
    mutating func weight(_ name: String, _ shape: [Int]) throws(HuggingFaceError) -> Value {
        let name = layout.name(name)
        let (file, entry) = try find(name, shape)
        let place = ExternalData(location: file.mapping.name, offset: entry.offset, length: entry.length)
        return graph.weight(name, entry.type, entry.shape, at: place)
    }

    /// A third of the rows of a parameter of `shape`: queries, keys or values where torch keeps them in one.
    ///
    /// - Throws: ``HuggingFaceError`` as ``weight(_:_:)`` does.
    mutating func weight(_ name: String, _ shape: [Int], third: Int) throws(HuggingFaceError) -> Value {
        let name = layout.name(name)
        let (file, entry) = try find(name, shape)
        let length = entry.length / 3
        let offset = entry.offset + third * length
        let place = ExternalData(location: file.mapping.name, offset: offset, length: length)
        let part: Shape
        do {
            part = try Shape([shape[0] / 3] + shape.dropFirst())
        } catch {
            throw HuggingFaceError(.invalid, "\(file.mapping.name): tensor '\(name)': \(error)")
        }
        return graph.weight("\(name)[\(third)/3]", entry.type, part, at: place)
    }

    /// Finds a parameter that has `shape` and can be widened to `float32`.
    private func find(
        _ name: String,
        _ shape: [Int]
    ) throws(HuggingFaceError) -> (file: SafetensorsFile, entry: SafetensorsHeader.Entry) {
        let (file, entry) = try find(name)
        guard entry.shape.dimensions == shape else {
            throw HuggingFaceError(
                .invalid,
                "\(file.mapping.name): tensor '\(name)' has the shape \(entry.shape), "
                    + "config.json makes it \(shape); one of the two is from another model"
            )
        }
        guard [.float32, .float16, .bfloat16].contains(entry.type) else {
            throw HuggingFaceError(
                .unsupported,
                "\(file.mapping.name): tensor '\(name)' is \(entry.type); weights must be F32, F16 or BF16"
            )
        }
        return (file, entry)
    }

    /// What the checkpoint says of a parameter.
    func entry(_ name: String) throws(HuggingFaceError) -> SafetensorsHeader.Entry {
        try find(layout.name(name)).entry
    }

    private func find(
        _ name: String
    ) throws(HuggingFaceError) -> (file: SafetensorsFile, entry: SafetensorsHeader.Entry) {
        if let found = checkpoint[name] { return found }
        let similar = checkpoint.names(like: name).joined(separator: ", ")
        let files = checkpoint.files.map(\.mapping.name).joined(separator: ", ")
        throw HuggingFaceError(
            .missing,
            "\(files): tensor '\(name)' is missing" + (similar.isEmpty ? "" : "; there is \(similar)")
                + "; check that config.json belongs to these weights"
        )
    }

    /// The same elements in another shape: 0 keeps an extent, one -1 is whatever is left.
    mutating func reshape(_ x: Value, _ shape: [Int]) -> Value {
        graph.node("Reshape", [x, graph.integers(shape)])
    }

    mutating func transpose(_ x: Value, _ order: [Int]) -> Value {
        graph.node("Transpose", [x], ["perm": .ints(order)])
    }

    mutating func add(_ x: Value, _ y: Value) -> Value { graph.node("Add", [x, y]) }

    mutating func multiply(_ x: Value, _ y: Value) -> Value { graph.node("Mul", [x, y]) }
}
