import Foundation
import NIOCore
import RoostEntities
import RoostThreads

/// Bytes of a file, read piece by piece as they are asked for, on a thread where waiting is no harm.
struct FileRange: AsyncSequence, Sendable {
    private static let pieceSize: Int64 = 1 << 20

    let url: URL
    let range: Range<Int64>
    let threads: BlockingThreads

    struct AsyncIterator: AsyncIteratorProtocol {
        let url: URL
        let threads: BlockingThreads
        var rest: Range<Int64>

        mutating func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else { return nil }
            try Task.checkCancellation()
            let url = url
            let piece = rest.lowerBound..<Swift.min(rest.upperBound, rest.lowerBound + FileRange.pieceSize)
            rest = piece.upperBound..<rest.upperBound
            return try await threads.run { try FileRange.read(piece, of: url) }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(url: url, threads: threads, rest: range)
    }

    /// Exactly these bytes; it blocks.
    static func read(_ range: Range<Int64>, of url: URL) throws -> ByteBuffer {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64(range.lowerBound))
        let data = try handle.read(upToCount: range.count) ?? Data()
        guard data.count == range.count else {
            throw RoostError(
                .corrupted,
                "\(quoted(url.lastPathComponent)) ends at byte \(range.lowerBound + Int64(data.count)), "
                    + "before byte \(range.upperBound); use another copy of it"
            )
        }
        return ByteBuffer(bytes: data)
    }

    /// In bytes; it blocks.
    static func size(of url: URL) throws -> Int64 {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        return Int64(clamping: try handle.seekToEnd())
    }
}
