import NIOCore
import RoostEntities

/// One piece of content as a journal holds it: a mark, its size in 32 bits, its digest in 64 digits, and the bytes.
///
/// The digest is the checksum too: what a loss of power tore does not have it.
struct JournalRecord {
    /// What a record begins with; a journal that was never written there has zeros.
    private static let mark: UInt32 = 0x5242_4a31
    private static let headerSize = 2 * MemoryLayout<UInt32>.size + 64

    let digest: Digest
    let content: ByteBuffer

    /// How many bytes the record of content of `size` bytes has.
    static func size(of size: Int) -> Int { headerSize + size }

    static func write(_ content: Batch, as digest: Digest, into buffer: inout ByteBuffer) {
        buffer.writeMultipleIntegers(mark, UInt32(content.size))
        buffer.writeString(digest.text)
        for piece in content.pieces { buffer.writeImmutableBuffer(piece) }
    }

    /// Reads a whole record off the front; `nil` where the journal ends.
    init?(readingFrom buffer: inout ByteBuffer) {
        guard let (mark, size) = buffer.readMultipleIntegers(as: (UInt32, UInt32).self), mark == Self.mark,
            let text = buffer.readString(length: 64), let digest = try? Digest(text),
            let content = buffer.readSlice(length: Int(size)), Digest(of: content) == digest
        else { return nil }
        self.digest = digest
        self.content = content
    }
}
