import NIOCore
import RoostThreads

/// Part of a file as a request's body: read when the connection has room for more, never all at once.
package struct FilePieces: AsyncSequence, Sendable {
    let file: OpenFile
    let range: Range<Int64>
    let threads: BlockingThreads
    /// Hears of every piece that was handed over, in bytes.
    let onRead: @Sendable (Int64) -> Void

    package init(
        file: OpenFile,
        range: Range<Int64>,
        threads: BlockingThreads,
        onRead: @escaping @Sendable (Int64) -> Void = { _ in }
    ) {
        self.file = file
        self.range = range
        self.threads = threads
        self.onRead = onRead
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pieces: self, position: range.lowerBound)
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let pieces: FilePieces
        var position: Int64

        package mutating func next() async throws -> ByteBuffer? {
            let count = Int(Swift.min(pieces.range.upperBound - position, 1 << 20))
            guard count > 0 else { return nil }
            let (file, offset) = (pieces.file, position)
            let piece = try await pieces.threads.run { () throws(RoostError) in
                try file.read(at: offset, count: count)
            }
            guard piece.readableBytes == count else {
                throw RoostError(.unavailable, "\(file.path) became shorter while it was sent; push it again")
            }
            position += Int64(count)
            pieces.onRead(Int64(count))
            return piece
        }
    }
}
