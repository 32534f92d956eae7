/// Walks the fields of one protobuf message in memory that nobody vouches for.
///
/// Every length is checked against what is left; the reader never looks outside its buffer and never recurses itself.
/// Fields that a caller does not ask for are skipped. The memory must outlive the reader.
struct ProtobufReader {
    /// The value of a field, still undecoded.
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes(UnsafeRawBufferPointer)
    }

    /// Where in onnx.proto we are, for error messages.
    let path: String
    private let buffer: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ buffer: UnsafeRawBufferPointer, path: String) {
        self.buffer = buffer
        self.path = path
    }

    /// The next field, or `nil` at the end.
    mutating func next() throws(ONNXError) -> (field: Int, value: Value)? {
        guard position < buffer.count else { return nil }
        let tag = try varint()
        let field = Int(truncatingIfNeeded: tag >> 3)
        guard field > 0, tag >> 3 <= 0x1fff_ffff else {
            throw ONNXError("\(path): field number \(tag >> 3) is impossible; this is no ONNX file")
        }
        switch tag & 7 {
        case 0: return (field, .varint(try varint()))
        case 1: return (field, .fixed64(UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))))
        case 2:
            let length = try varint()
            guard length <= UInt64(buffer.count - position) else {
                throw ONNXError(
                    "\(path): field \(field) claims \(length) bytes where \(buffer.count - position) are left; "
                        + "the file is truncated or no ONNX file"
                )
            }
            return (field, .bytes(try take(Int(length))))
        case 5: return (field, .fixed32(UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self))))
        default:
            throw ONNXError("\(path): field \(field) has wire type \(tag & 7), which ONNX never uses")
        }
    }

    /// What was read since the reader stood at `start`, as it is: tags and lengths included.
    func bytes(since start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[start..<position])
    }

    private mutating func varint() throws(ONNXError) -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < buffer.count else {
                throw ONNXError("\(path): ends within a number; the file is truncated")
            }
            let byte = buffer[position]
            position += 1
            result |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return result }
        }
        throw ONNXError("\(path): a number is longer than 10 bytes; this is no ONNX file")
    }

    private mutating func take(_ count: Int) throws(ONNXError) -> UnsafeRawBufferPointer {
        guard count <= buffer.count - position else {
            throw ONNXError("\(path): ends within a field; the file is truncated")
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: buffer[position..<position + count])
    }
}

extension ProtobufReader.Value {
    /// A whole number, or an error that names `field`.
    func integer(_ field: String) throws(ONNXError) -> Int {
        guard case .varint(let bits) = self else { throw ONNXError("\(field) is not a whole number") }
        return Int(Int64(bitPattern: bits))
    }

    func message(_ field: String) throws(ONNXError) -> UnsafeRawBufferPointer {
        guard case .bytes(let bytes) = self else { throw ONNXError("\(field) is not a message") }
        return bytes
    }

    /// UTF-8 text of at most `limit` bytes.
    func text(_ field: String, limit: Int = 65_536) throws(ONNXError) -> String {
        guard case .bytes(let bytes) = self else { throw ONNXError("\(field) is not a string") }
        guard bytes.count <= limit else {
            throw ONNXError("\(field) is \(bytes.count) bytes long; at most \(limit) are allowed")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ONNXError("\(field) is not UTF-8")
        }
        return text
    }
}
