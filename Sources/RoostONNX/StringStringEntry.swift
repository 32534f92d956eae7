/// A key and a value, as onnx.proto keeps metadata and places of external data.
struct StringStringEntry: Hashable, Sendable, ProtobufMessage {
    let key: String
    let value: String

    func encode(to writer: inout ProtobufWriter) {
        writer.string(1, key)
        writer.string(2, value)
    }
}
