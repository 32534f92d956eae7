import NIOCore
import RoostEntities

import struct Crypto.SHA256

extension Digest {
    /// That of no bytes at all.
    package static let ofNothing = Digest(of: ByteBuffer())

    /// That of the readable bytes.
    package init(of content: ByteBuffer) {
        var hash = SHA256()
        content.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        self.init(bytes: hash.finalize())
    }
}
