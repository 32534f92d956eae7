import struct Crypto.SHA256
import NIOCore

/// Pieces of content gathered so that a thread is bothered once for many.
struct Batch: Sendable {
    private(set) var pieces: [ByteBuffer] = []
    /// In bytes.
    private(set) var size = 0

    mutating func append(_ piece: ByteBuffer) {
        guard piece.readableBytes > 0 else { return }
        pieces.append(piece)
        size += piece.readableBytes
    }

    /// What was gathered; nothing is left.
    mutating func take() -> Batch {
        defer { self = Batch() }
        return self
    }

    func hashed(after hash: SHA256 = SHA256()) -> SHA256 {
        var hash = hash
        for piece in pieces {
            piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        }
        return hash
    }
}
