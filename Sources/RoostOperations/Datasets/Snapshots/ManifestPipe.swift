import Dispatch
import NIOCore

/// Carries bytes from a thread that may block to a task that may not, a few pieces ahead at most.
struct ManifestPipe: AsyncSequence, Sendable {
    /// How many pieces wait at most until the task takes one.
    private static let depth = 4

    private let pieces: AsyncThrowingStream<ByteBuffer, any Error>
    private let continuation: AsyncThrowingStream<ByteBuffer, any Error>.Continuation
    private let room = DispatchSemaphore(value: 0)

    init() {
        for _ in 0..<Self.depth { room.signal() }
        (pieces, continuation) = AsyncThrowingStream.makeStream()
        continuation.onTermination = { [room] _ in room.signal() }
    }

    /// Blocks until there is room.
    ///
    /// - Throws: `CancellationError` when nobody takes any more.
    func send(_ bytes: [UInt8]) throws {
        room.wait()
        guard case .enqueued = continuation.yield(ByteBuffer(bytes: bytes)) else {
            room.signal()
            throw CancellationError()
        }
    }

    /// Nothing more comes; with an error, what came is not all.
    func finish(throwing error: (any Error)? = nil) {
        continuation.finish(throwing: error)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var pieces: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator
        fileprivate let room: DispatchSemaphore

        mutating func next() async throws -> ByteBuffer? {
            let piece = try await pieces.next()
            // A stream whose task is cancelled just ends; half a manifest is none.
            try Task.checkCancellation()
            room.signal()
            return piece
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pieces: pieces.makeAsyncIterator(), room: room)
    }
}
