import NIOCore

/// A body as it comes, gathered into batches and held to a limit.
struct Intake<Pieces: AsyncIteratorProtocol> where Pieces.Element == ByteBuffer {
    private var pieces: Pieces
    private let limit: Int64?
    /// What came and was not given out yet; it stays here when the body throws.
    private var gathered = Batch()
    /// What came so far, in bytes.
    private(set) var size: Int64
    private(set) var isAtEnd = false

    /// What comes after `size` bytes of the same content; the limit is for all of it together.
    init(_ pieces: Pieces, size: Int64 = 0, limit: Int64?) {
        self.pieces = pieces
        self.size = size
        self.limit = limit
    }

    /// At least ``ContentWriter/batchSize`` bytes, except at the end.
    ///
    /// - Throws: `tooLarge`, a `CancellationError`, and what the body throws.
    mutating func nextBatch() async throws -> Batch {
        while gathered.size < ContentWriter.batchSize {
            guard let piece = try await pieces.next() else {
                isAtEnd = true
                break
            }
            try BlobFailure.checkLimit(size + Int64(piece.readableBytes), limit: limit)
            size += Int64(piece.readableBytes)
            gathered.append(piece)
        }
        // A cancelled body may look as if it had come to its end.
        try Task.checkCancellation()
        return gathered.take()
    }

    /// What came before the body threw.
    mutating func takeRest() -> Batch {
        gathered.take()
    }
}
