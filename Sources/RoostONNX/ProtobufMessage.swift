/// A structure of onnx.proto that can be written.
///
/// Field numbers are those of that file.
protocol ProtobufMessage {
    func encode(to writer: inout ProtobufWriter)
}

extension ProtobufMessage {
    var encoded: [UInt8] {
        var writer = ProtobufWriter()
        encode(to: &writer)
        return writer.bytes
    }
}
