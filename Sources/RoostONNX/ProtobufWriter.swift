/// Writes the protobuf wire format: as much of it as an ONNX model needs.
///
/// <https://protobuf.dev/programming-guides/encoding/>: a field is a tag (`number << 3 | wire type`) and a value.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func int(_ field: Int, _ value: Int) {
        tag(field, wireType: 0)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func float(_ field: Int, _ value: Float) {
        tag(field, wireType: 5)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func string(_ field: Int, _ value: String) {
        data(field, value.utf8)
    }

    mutating func data(_ field: Int, _ value: some Collection<UInt8>) {
        header(field, length: value.count)
        bytes.append(contentsOf: value)
    }

    /// Announces `length` bytes, which are written by others.
    mutating func header(_ field: Int, length: Int) {
        tag(field, wireType: 2)
        varint(UInt64(length))
    }

    mutating func message(_ field: Int, _ value: some ProtobufMessage) {
        var nested = ProtobufWriter()
        value.encode(to: &nested)
        data(field, nested.bytes)
    }

    private mutating func tag(_ field: Int, wireType: Int) {
        varint(UInt64(field << 3 | wireType))
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
