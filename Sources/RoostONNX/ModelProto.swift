/// A whole ONNX file.
package struct ModelProto: Hashable, Sendable, ProtobufMessage {
    /// The version of the file format this writes; every ONNX Runtime since 1.18 reads it.
    static let irVersion = 10
    /// The version of the standard operators this writes: the first with `Gelu`.
    package static let opsetVersion = 20
    /// The domain of the operators that only ONNX Runtime has.
    package static let contribDomain = "com.microsoft"

    package let graph: GraphProto
    /// Free key-value pairs, `metadata_props` in the file, written in order of the keys.
    package let metadata: [String: String]

    /// The bytes of the file.
    package var serialized: [UInt8] { encoded }

    func encode(to writer: inout ProtobufWriter) {
        writer.int(1, Self.irVersion)
        writer.string(2, "roost")
        writer.message(7, graph)
        writer.message(8, OperatorSetIdProto(domain: "", version: Self.opsetVersion))
        if graph.nodes.contains(where: { $0.domain == Self.contribDomain }) {
            writer.message(8, OperatorSetIdProto(domain: Self.contribDomain, version: 1))
        }
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            writer.message(14, StringStringEntry(key: key, value: value))
        }
    }
}

private struct OperatorSetIdProto: ProtobufMessage {
    let domain: String
    let version: Int

    func encode(to writer: inout ProtobufWriter) {
        if !domain.isEmpty { writer.string(1, domain) }
        writer.int(2, version)
    }
}
