import RoostEntities

/// Reads what ``ColumnWriter`` wrote, and believes nothing: no memory is taken that the file does not fill.
struct ColumnReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    static func fault(_ what: String) -> RoostError {
        RoostError(.invalidArgument, "the evidence \(what); evaluate the version again")
    }

    /// The next `count` bytes.
    mutating func take(_ count: Int) throws(RoostError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw Self.fault("ends too early") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// A column of texts, of which there are `limit` at most.
    mutating func texts(limit: Int) throws(RoostError) -> [String] {
        let count = try number(UInt64.self)
        guard count <= UInt64(limit) else { throw Self.fault("has more than \(limit) classes") }
        var texts: [String] = []
        for _ in 0..<count {
            guard let text = String(validating: try column(UInt8.self), as: UTF8.self) else {
                throw Self.fault("has a class whose name is no text")
            }
            texts.append(text)
        }
        return texts
    }

    mutating func column<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws(RoostError) -> [Number] {
        let size = MemoryLayout<Number>.size
        let count = try number(UInt64.self)
        guard count <= UInt64((bytes.count - position) / size) else { throw Self.fault("ends too early") }
        let slice = try take(Int(count) * size)
        return slice.withUnsafeBytes { raw in
            (0..<Int(count)).map { Number(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * size, as: Number.self)) }
        }
    }

    mutating func doubles() throws(RoostError) -> [Double] {
        try column(UInt64.self).map { Double(bitPattern: $0) }
    }

    /// Where the rows of each item end; not yet checked.
    mutating func ends() throws(RoostError) -> EvidenceEnds { EvidenceEnds(try column()) }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(RoostError) -> Number {
        let slice = try take(MemoryLayout<Number>.size)
        return slice.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
    }
}
