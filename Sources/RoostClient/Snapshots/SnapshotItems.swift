import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The items of a snapshot with their ground truth, by path, a piece of the manifest in memory at a time.
///
///     for try await item in roost.snapshotItems(of: snapshot) { print(item.path, item.annotations) }
public struct SnapshotItems: AsyncSequence, Sendable {
    let roost: Roost
    let snapshot: Snapshot

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(roost: roost, snapshot: snapshot)
    }

    /// What comes before the items: the ontology, as it was.
    public func header() async throws -> SnapshotHeader {
        var iterator = makeAsyncIterator()
        return try await iterator.header()
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let roost: Roost
        private let snapshot: Snapshot
        private var backoff: Backoff
        private var body: HTTPClientResponse.Body.AsyncIterator?
        private var received: Int64 = 0
        private var hash = ContentHash()
        private var reader = SnapshotReader()
        private var items: ArraySlice<SnapshotItem> = []
        private var isAtEnd = false

        init(roost: Roost, snapshot: Snapshot) {
            self.roost = roost
            self.snapshot = snapshot
            backoff = roost.connection.backoff
        }

        public mutating func next() async throws -> SnapshotItem? {
            while items.isEmpty {
                guard !isAtEnd else { return nil }
                guard let piece = try await nextPiece() else {
                    try finish()
                    isAtEnd = true
                    return nil
                }
                received += Int64(piece.readableBytes)
                guard received <= snapshot.size else { throw damaged }
                hash.update(piece)
                items = try reader.read(piece.readableBytesView)[...]
            }
            return items.removeFirst()
        }

        mutating func header() async throws -> SnapshotHeader {
            while reader.header == nil {
                guard let piece = try await nextPiece() else { throw damaged }
                received += Int64(piece.readableBytes)
                _ = try reader.read(piece.readableBytesView)
            }
            guard let header = reader.header else { throw damaged }
            return header
        }

        /// Asks again for the rest when the connection breaks.
        private mutating func nextPiece() async throws -> ByteBuffer? {
            while received < snapshot.size {
                do {
                    if body == nil { body = try await open() }
                    if let piece = try await body?.next() {
                        backoff.reset()
                        return piece
                    }
                    throw RoostError(.unavailable, "the connection to \(roost.url) ended early; try again")
                } catch {
                    body = nil
                    let error = RoostError(transport: error, server: roost.url.absoluteString)
                    guard error.isTransient else { throw error }
                    try await backoff.rest(after: error)
                }
            }
            return nil
        }

        private func open() async throws -> HTTPClientResponse.Body.AsyncIterator {
            let place = ["datasets", snapshot.dataset.text, "snapshots", snapshot.id.description, "manifest"]
            var request = Request(.get, ["projects", roost.project] + place)
            request.limit = nil
            if received > 0 { request.headers.append(("Range", "bytes=\(received)-")) }
            let response = try await roost.connection.send(request)
            guard received == 0 || response.status == .partialContent else {
                throw RoostError(.internal, "\(roost.url) does not send parts of a manifest; is it a Roost server?")
            }
            return response.body.makeAsyncIterator()
        }

        private func finish() throws {
            try reader.finish()
            guard hash.digest == snapshot.digest else { throw damaged }
        }

        private var damaged: RoostError {
            RoostError(
                .corrupted,
                "what came of snapshot \(snapshot.id) is not what was stored; run 'roost doctor --deep'"
            )
        }
    }
}
