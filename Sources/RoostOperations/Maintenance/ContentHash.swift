import NIOCore
import RoostEntities

import struct Crypto.SHA256

/// The digest of content that is read piece by piece.
enum ContentHash {
    static func digest<Body: AsyncSequence>(of body: Body) async throws -> Digest where Body.Element == ByteBuffer {
        var hash = SHA256()
        for try await part in body {
            part.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        }
        return Digest(bytes: hash.finalize())
    }
}
