/// Nodes in an order in which each comes after what it reads.
package struct GraphProto: Hashable, Sendable, ProtobufMessage {
    package let name: String
    package let nodes: [NodeProto]
    package let initializers: [TensorProto]
    package let inputs: [ValueInfoProto]
    package let outputs: [ValueInfoProto]

    func encode(to writer: inout ProtobufWriter) {
        for node in nodes { writer.message(1, node) }
        writer.string(2, name)
        for initializer in initializers { writer.message(5, initializer) }
        for input in inputs { writer.message(11, input) }
        for output in outputs { writer.message(12, output) }
    }
}
