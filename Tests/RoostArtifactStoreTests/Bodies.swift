import struct Crypto.SHA256
import NIOCore
import RoostEntities

struct BrokenConnection: Error {}

/// A body of pieces, after which the connection breaks or the content ends.
func body(_ pieces: [[UInt8]], breaks: Bool = false) -> AsyncThrowingStream<ByteBuffer, any Error> {
    AsyncThrowingStream { continuation in
        for piece in pieces { continuation.yield(ByteBuffer(bytes: piece)) }
        continuation.finish(throwing: breaks ? BrokenConnection() : nil)
    }
}

/// Content without repetition, always the same: the digests of 0, 1, 2, … in a row.
func content(_ count: Int) -> [UInt8] {
    Array(longContent.prefix(count))
}

private let longContent: [UInt8] = (0..<100_000).flatMap { number in
    withUnsafeBytes(of: UInt32(number).bigEndian) { Array(SHA256.hash(data: $0)) }
}

func pieces(of bytes: [UInt8], each size: Int = 65_536) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min(bytes.count, $0 + size)]) }
}

func digest(_ bytes: [UInt8]) -> Digest {
    Digest(bytes: SHA256.hash(data: bytes))
}

/// What `work` throws.
func failure<Value>(_ work: () async throws -> Value) async -> (any Error)? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error
    }
}

extension (any Error)? {
    /// Of a ``RoostError``.
    var code: RoostError.Code? { (self as? RoostError)?.code }
}
