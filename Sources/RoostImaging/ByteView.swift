/// Encoded bytes read at offsets that the file itself declares: every read is checked, none traps.
///
/// The view borrows; whoever makes it keeps the bytes alive while it is used.
struct ByteView {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    func byte(at offset: Int) -> Int? {
        guard offset >= 0, offset < bytes.count else { return nil }
        return Int(bytes[offset])
    }

    /// An unsigned number of `width` bytes (at most 4), most significant byte first.
    func bigEndian(at offset: Int, width: Int) -> Int? {
        guard contains(offset: offset, count: width) else { return nil }
        return (0..<width).reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }

    /// An unsigned number of `width` bytes (at most 4), least significant byte first.
    func littleEndian(at offset: Int, width: Int) -> Int? {
        guard contains(offset: offset, count: width) else { return nil }
        return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }

    func slice(at offset: Int, count: Int) -> ByteView? {
        guard contains(offset: offset, count: count) else { return nil }
        return ByteView(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
    }

    func holds(_ expected: [UInt8], at offset: Int) -> Bool {
        slice(at: offset, count: expected.count)?.bytes.elementsEqual(expected) ?? false
    }

    func firstIndex(of value: UInt8, from offset: Int) -> Int? {
        guard offset >= 0, offset < bytes.count else { return nil }
        return bytes[offset...].firstIndex(of: value)
    }

    private func contains(offset: Int, count: Int) -> Bool {
        offset >= 0 && count >= 0 && offset <= bytes.count && count <= bytes.count - offset
    }
}
