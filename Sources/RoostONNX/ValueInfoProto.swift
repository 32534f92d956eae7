import RoostTensors

/// The name, type and shape of a graph's input or output.
package struct ValueInfoProto: Hashable, Sendable {
    package let name: String
    /// `nil` when the value is no tensor, or a tensor of a type Roost has none of (strings, say).
    package let type: ElementType?
    /// `nil` when the model does not say how many dimensions there are.
    package let dimensions: [Dimension]?

    package init(name: String, type: ElementType?, dimensions: [Dimension]?) {
        self.name = name
        self.type = type
        self.dimensions = dimensions
    }
}

/// One extent of an input or output.
package enum Dimension: Hashable, Sendable {
    case fixed(Int)
    /// Known by name only until the model runs, such as the batch; equal names are equal extents. Empty: unnamed.
    case symbolic(String)
}

extension ValueInfoProto {
    /// For people, such as `pixel_values: float32[batch, 3, 224, 224]`.
    package var text: String {
        let extents = dimensions.map { "[" + $0.map(\.text).joined(separator: ", ") + "]" }
        return "\(name): \(type?.rawValue ?? "unknown")\(extents ?? "")"
    }
}

extension Dimension {
    /// The number or the name; `?` for one that has neither.
    package var text: String {
        switch self {
        case .fixed(let extent): String(extent)
        case .symbolic(let name): name.isEmpty ? "?" : name
        }
    }
}

extension ValueInfoProto: ProtobufMessage {
    func encode(to writer: inout ProtobufWriter) {
        writer.string(1, name)
        writer.message(2, TypeProto(type: type, dimensions: dimensions))
    }
}

private struct TypeProto: ProtobufMessage {
    let type: ElementType?
    let dimensions: [Dimension]?

    func encode(to writer: inout ProtobufWriter) {
        guard let type else { return }
        writer.message(1, TensorTypeProto(type: type, dimensions: dimensions))
    }
}

private struct TensorTypeProto: ProtobufMessage {
    let type: ElementType
    let dimensions: [Dimension]?

    func encode(to writer: inout ProtobufWriter) {
        writer.int(1, type.onnxDataType)
        guard let dimensions else { return }
        writer.message(2, TensorShapeProto(dimensions: dimensions))
    }
}

private struct TensorShapeProto: ProtobufMessage {
    let dimensions: [Dimension]

    func encode(to writer: inout ProtobufWriter) {
        for dimension in dimensions { writer.message(1, dimension) }
    }
}

extension Dimension: ProtobufMessage {
    func encode(to writer: inout ProtobufWriter) {
        switch self {
        case .fixed(let extent): writer.int(1, extent)
        case .symbolic(let name): writer.string(2, name)
        }
    }
}
