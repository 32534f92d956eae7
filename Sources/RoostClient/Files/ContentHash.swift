import Crypto
import NIOCore

/// The SHA-256 of content that comes piece by piece.
struct ContentHash: Sendable {
    private var hash = SHA256()

    mutating func update(_ piece: ByteBuffer) {
        piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    }

    /// Of everything so far.
    var digest: RoostEntities.Digest {
        RoostEntities.Digest(bytes: hash.finalize())
    }
}
