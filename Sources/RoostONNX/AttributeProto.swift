/// A named constant of a node, such as the strides of a convolution.
package struct AttributeProto: Hashable, Sendable, ProtobufMessage {
    package enum Value: Hashable, Sendable {
        case int(Int)
        case ints([Int])
        case float(Float)
        case string(String)
    }

    package let name: String
    package let value: Value

    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    func encode(to writer: inout ProtobufWriter) {
        writer.string(1, name)
        switch value {
        case .float(let value):
            writer.float(2, value)
            writer.int(20, 1)
        case .int(let value):
            writer.int(3, value)
            writer.int(20, 2)
        case .string(let value):
            writer.string(4, value)
            writer.int(20, 3)
        case .ints(let values):
            for value in values { writer.int(8, value) }
            writer.int(20, 7)
        }
    }
}
