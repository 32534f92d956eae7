import NIOCore
import RoostEntities

/// Bytes of a blob, read piece by piece as they are asked for.
///
/// It yields exactly ``range`` or throws `corrupted`. It can be iterated more than once.
package struct BlobBody: AsyncSequence, Sendable {
    /// Of the whole content, in bytes.
    package let size: Int64
    /// What of it this body yields.
    package let range: Range<Int64>

    /// The largest piece, in bytes.
    package static let pieceSize = 1 << 20

    private let piece: @Sendable (Range<Int64>) async throws -> ByteBuffer

    /// A body that asks `piece` for exactly the bytes it names, at most ``pieceSize`` at a time.
    package init(
        size: Int64,
        range: Range<Int64>,
        piece: @escaping @Sendable (Range<Int64>) async throws -> ByteBuffer
    ) {
        self.size = size
        self.range = range
        self.piece = piece
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var rest: Range<Int64>
        fileprivate let piece: @Sendable (Range<Int64>) async throws -> ByteBuffer

        package mutating func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else { return nil }
            try Task.checkCancellation()
            let end = Swift.min(rest.upperBound, rest.lowerBound + Int64(BlobBody.pieceSize))
            let buffer = try await piece(rest.lowerBound..<end)
            rest = end..<rest.upperBound
            return buffer
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(rest: range, piece: piece)
    }

    /// All of it in one buffer.
    ///
    /// - Throws: `tooLarge` above `limit` bytes, before anything is read.
    package func collect(upTo limit: Int) async throws -> ByteBuffer {
        guard range.count <= limit else {
            throw RoostError(.tooLarge, "the content has \(range.count) bytes, at most \(limit) are read at once here")
        }
        var whole = ByteBuffer()
        for try await var part in self {
            whole.setOrWriteBuffer(&part)
        }
        return whole
    }
}

extension ByteBuffer {
    /// Takes `other` over when there is nothing yet, so that a body of one piece is not copied.
    fileprivate mutating func setOrWriteBuffer(_ other: inout ByteBuffer) {
        if readableBytes == 0 {
            self = other
        } else {
            writeBuffer(&other)
        }
    }
}
