import AsyncHTTPClient
import Foundation
import NIOCore
import RoostThreads

extension Roost {
    /// Content of the project's store, in memory.
    ///
    /// `size`: what it must have, when that is known.
    /// `limit`: in bytes; more is refused before it is taken.
    package func content(of digest: Digest, size: Int64? = nil, limit: Int = 256 << 20) async throws -> [UInt8] {
        let request = Request(.get, inProject("blobs", digest.text))
        var backoff = connection.backoff
        while true {
            do {
                let response = try await connection.send(request)
                let body = try await collect(response.body, upTo: limit)
                guard size == nil || size == Int64(body.readableBytes) else {
                    throw RoostError(
                        .corrupted,
                        "content \(digest) came with \(body.readableBytes) bytes; run 'roost doctor'"
                    )
                }
                return Array(body.readableBytesView)
            } catch let error as RoostError where error.isTransient {
                try await backoff.rest(after: error)
            }
        }
    }

    /// Brings content of the project's store to `file`.
    package func bring(_ digest: Digest, size: Int64, to file: URL) async throws {
        let source = Download.Source.server(inProject("blobs", digest.text))
        let download = Download(source: source, digest: digest, size: size, destination: file)
        try await download.run(self, meter: TransferMeter(totalBytes: size, totalFiles: 1, handler: nil))
    }

    /// Whether `file` has that content already.
    package func holds(_ digest: Digest, size: Int64, in file: URL) async -> Bool {
        await threads.run {
            guard let opened = try? OpenFile(reading: file), opened.size == size else { return false }
            return (try? HashedFile(file))?.digest == digest
        }
    }

    private func collect(_ body: HTTPClientResponse.Body, upTo limit: Int) async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: limit)
        } catch {
            throw RoostError(transport: error, server: url.absoluteString)
        }
    }
}
