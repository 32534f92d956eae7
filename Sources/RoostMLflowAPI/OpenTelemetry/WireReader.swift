import RoostEntities

/// Walks the fields of a protobuf message that nobody vouches for; what its user passes over is skipped.
///
/// Every length is checked against what is left. The encoding is that of protobuf.dev/programming-guides/encoding.
struct WireReader {
    enum Value {
        case number(UInt64)
        case eight(UInt64)
        case bytes(ArraySlice<UInt8>)
        /// Four bytes, which nothing here means anything by.
        case four
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The next field, or `nil` at the end.
    ///
    /// - Throws: `invalidArgument` for what is no protobuf.
    mutating func next() throws(RoostError) -> (field: UInt64, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let tag = try number()
        let field = tag >> 3
        guard (1...0x1fff_ffff).contains(field) else { throw Self.wrong("a field has the number \(field)") }
        switch tag & 7 {
        case 0: return (field, .number(try number()))
        case 1: return (field, .eight(try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }))
        case 2: return (field, .bytes(try take(try number())))
        case 5:
            _ = try take(4)
            return (field, .four)
        case let type: throw Self.wrong("field \(field) has the wire type \(type)")
        }
    }

    /// A number of as many bytes as it needs, the lowest seven bits first.
    private mutating func number() throws(RoostError) -> UInt64 {
        var number: UInt64 = 0
        for place in 0..<10 {
            guard let byte = rest.popFirst() else { throw Self.wrong("it ends within a number") }
            number |= UInt64(byte & 0x7f) << (7 * UInt64(place))
            if byte < 0x80 { return number }
        }
        throw Self.wrong("a number has more than ten bytes")
    }

    private mutating func take(_ count: UInt64) throws(RoostError) -> ArraySlice<UInt8> {
        guard count <= UInt64(rest.count) else { throw Self.wrong("it ends within a field") }
        let taken = rest.prefix(Int(count))
        rest = rest.dropFirst(Int(count))
        return taken
    }

    static func wrong(_ what: String) -> RoostError {
        RoostError(.invalidArgument, "Invalid OpenTelemetry format - \(what); send an ExportTraceServiceRequest")
    }
}

extension WireReader.Value {
    /// - Throws: `invalidArgument` when `what` is neither text nor a message nor bytes.
    func bytes(_ what: String) throws(RoostError) -> ArraySlice<UInt8> {
        guard case .bytes(let bytes) = self else { throw WireReader.wrong("\(what) is a number") }
        return bytes
    }

    /// - Throws: `invalidArgument` when `what` is no UTF-8.
    func text(_ what: String) throws(RoostError) -> String {
        guard let text = String(validating: try bytes(what), as: UTF8.self) else {
            throw WireReader.wrong("\(what) is no UTF-8")
        }
        return text
    }

    /// - Throws: `invalidArgument` when `what` is no number of as many bytes as it needs.
    func number(_ what: String) throws(RoostError) -> UInt64 {
        guard case .number(let number) = self else { throw WireReader.wrong("\(what) is no whole number") }
        return number
    }

    /// - Throws: `invalidArgument` when `what` is no number of eight bytes.
    func eight(_ what: String) throws(RoostError) -> UInt64 {
        guard case .eight(let bits) = self else { throw WireReader.wrong("\(what) is no number of eight bytes") }
        return bits
    }
}
