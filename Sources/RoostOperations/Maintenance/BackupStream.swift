import NIOCore

/// The bytes of a backup, made as they are asked for.
package struct BackupStream: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let iterator: @Sendable () -> AsyncThrowingStream<ByteBuffer, any Error>

    init(_ iterator: @escaping @Sendable () -> AsyncThrowingStream<ByteBuffer, any Error>) {
        self.iterator = iterator
    }

    package func makeAsyncIterator() -> AsyncThrowingStream<ByteBuffer, any Error>.Iterator {
        iterator().makeAsyncIterator()
    }
}
