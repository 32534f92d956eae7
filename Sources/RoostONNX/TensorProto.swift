import RoostTensors

/// An initialiser: a constant, with its bytes in the model or in a file beside it.
package struct TensorProto: Hashable, Sendable, ProtobufMessage {
    /// Where the little-endian bytes are.
    package enum Content: Hashable, Sendable {
        case raw([UInt8])
        case external(ExternalData)
    }

    package let name: String
    package let type: ElementType
    package let shape: Shape
    package let content: Content

    package init(name: String, type: ElementType, shape: Shape, content: Content) {
        self.name = name
        self.type = type
        self.shape = shape
        self.content = content
    }

    func encode(to writer: inout ProtobufWriter) {
        for dimension in shape.dimensions { writer.int(1, dimension) }
        writer.int(2, type.onnxDataType)
        writer.string(8, name)
        switch content {
        case .raw(let bytes):
            writer.data(9, bytes)
        case .external(let data):
            data.encode(to: &writer)
        }
    }
}

/// A byte range of a file that is not the model itself.
package struct ExternalData: Hashable, Sendable {
    /// A file name, relative to the model's folder; logical where the bytes are handed over in memory.
    package let location: String
    package let offset: Int
    package let length: Int

    package init(location: String, offset: Int, length: Int) {
        self.location = location
        self.offset = offset
        self.length = length
    }
}

extension ExternalData {
    /// Writes the fields of `TensorProto` that say where its bytes are.
    func encode(to writer: inout ProtobufWriter) {
        writer.message(13, StringStringEntry(key: "location", value: location))
        writer.message(13, StringStringEntry(key: "offset", value: String(offset)))
        writer.message(13, StringStringEntry(key: "length", value: String(length)))
        writer.int(14, 1)
    }
}
