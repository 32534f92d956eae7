/// One operator applied to values, by their names.
package struct NodeProto: Hashable, Sendable, ProtobufMessage {
    package let operatorType: String
    /// Empty for the operators of the ONNX standard.
    package let domain: String
    /// An empty name stands for an optional input that is left out.
    package let inputs: [String]
    package let outputs: [String]
    package let attributes: [AttributeProto]

    func encode(to writer: inout ProtobufWriter) {
        for input in inputs { writer.string(1, input) }
        for output in outputs { writer.string(2, output) }
        writer.string(4, operatorType)
        for attribute in attributes { writer.message(5, attribute) }
        if !domain.isEmpty { writer.string(7, domain) }
    }
}
