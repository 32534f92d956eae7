import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostThreads

/// The bytes of a backup, made as they are asked for; to be read once.
package struct BackupStream: AsyncSequence, Sendable {
    let session: BackupSession
    /// Of the metadata's copy, in bytes.
    let databaseSize: Int64
    let rows: Pages<BlobRow>
    let blobs: any BlobStore
    let createdAt: Timestamp
    let threads: BlockingThreads

    package struct AsyncIterator: AsyncIteratorProtocol {
        private enum Step {
            case database(FileRange.AsyncIterator)
            case nextBlob
            case blob(BlobBody.AsyncIterator, size: Int64)
            case end
        }

        private let stream: BackupStream
        private var step: Step
        private var pending: ByteBuffer?

        fileprivate init(_ stream: BackupStream) {
            self.stream = stream
            let database = FileRange(
                url: stream.session.copy,
                range: 0..<stream.databaseSize,
                threads: stream.threads
            )
            step = .database(database.makeAsyncIterator())
            pending = stream.header(of: .database, size: stream.databaseSize)
        }

        package mutating func next() async throws -> ByteBuffer? {
            if let buffer = pending.take() { return buffer }
            while true {
                guard let buffer = try await advance() else { return nil }
                if buffer.readableBytes > 0 { return buffer }
            }
        }

        /// The next piece, which may be an empty one.
        private mutating func advance() async throws -> ByteBuffer? {
            switch step {
            case .database(var iterator):
                let buffer = try await iterator.next()
                step = buffer == nil ? .nextBlob : .database(iterator)
                return buffer ?? padding(after: stream.databaseSize)
            case .blob(var iterator, let size):
                let buffer = try await iterator.next()
                step = buffer == nil ? .nextBlob : .blob(iterator, size: size)
                return buffer ?? padding(after: size)
            case .nextBlob:
                return try await nextBlob()
            case .end:
                return nil
            }
        }

        private mutating func nextBlob() async throws -> ByteBuffer? {
            guard let row = try await stream.rows.next() else {
                step = .end
                return ByteBuffer(repeating: 0, count: 2 * TarHeader.blockSize)
            }
            let body = try await stream.blobs.read(row.digest)
            guard body.size == row.size else {
                throw RoostError(.corrupted, "content \(row.digest) has the wrong size; run the doctor, then back up")
            }
            step = .blob(body.makeAsyncIterator(), size: row.size)
            return stream.header(of: .blob(row.digest), size: row.size)
        }

        private func padding(after size: Int64) -> ByteBuffer {
            ByteBuffer(repeating: 0, count: TarHeader.padding(after: size))
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    fileprivate func header(of entry: BackupEntry, size: Int64) -> ByteBuffer {
        ByteBuffer(bytes: TarHeader(path: entry.path, size: size).block(modifiedAt: createdAt))
    }
}
