import NIOCore

/// A body that is asked for its one piece and lets wait for it.
struct Gate: AsyncSequence, Sendable {
    private let entered = AsyncStream<Void>.makeStream()
    private let opened = AsyncStream<[UInt8]>.makeStream()

    /// Returns once the piece was asked for.
    func isEntered() async {
        for await _ in entered.stream { return }
    }

    func open(with bytes: [UInt8]) {
        opened.continuation.yield(bytes)
        opened.continuation.finish()
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let gate: Gate
        var pieces: AsyncStream<[UInt8]>.AsyncIterator

        mutating func next() async -> ByteBuffer? {
            gate.entered.continuation.yield()
            return await pieces.next().map { ByteBuffer(bytes: $0) }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(gate: self, pieces: opened.stream.makeAsyncIterator())
    }
}
