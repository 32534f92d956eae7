import NIOCore

/// A body of one piece.
package struct SingleBuffer: AsyncSequence, Sendable {
    private let buffer: ByteBuffer

    package init(_ buffer: ByteBuffer) {
        self.buffer = buffer
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var buffer: ByteBuffer?

        package mutating func next() async -> ByteBuffer? {
            defer { buffer = nil }
            return buffer
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(buffer: buffer)
    }
}
