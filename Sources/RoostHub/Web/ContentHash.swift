import NIOCore

import enum Crypto.Insecure
import struct Crypto.SHA256

/// What some content must hash to.
package enum ContentDigest: Hashable, Sendable {
    /// In hex.
    case sha256(String)
    /// In hex: Git's name of a file, the SHA-1 of `blob <size>\0` and the bytes.
    case gitBlob(String, size: Int64)

    /// In hex.
    package var text: String {
        switch self {
        case .sha256(let text), .gitBlob(let text, _): text
        }
    }
}

/// Hashes content as it comes, in the way that is asked for.
struct ContentHash: Sendable {
    private var sha256 = SHA256()
    private var git: Insecure.SHA1?
    private(set) var size: Int64 = 0

    init(for digest: ContentDigest?) {
        guard case .gitBlob(_, let size) = digest else { return }
        var hash = Insecure.SHA1()
        hash.update(data: Array("blob \(size)\0".utf8))
        git = hash
    }

    mutating func update(_ bytes: ByteBuffer) {
        size += Int64(bytes.readableBytes)
        bytes.withUnsafeReadableBytes { bytes in
            if git == nil {
                sha256.update(bufferPointer: bytes)
            } else {
                git?.update(bufferPointer: bytes)
            }
        }
    }

    /// In hex.
    var text: String {
        git.map { Self.hex($0.finalize()) } ?? Self.hex(sha256.finalize())
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
