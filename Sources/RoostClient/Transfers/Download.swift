import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Brings one content to this machine: resumed after broken connections, checked, then moved to its place.
struct Download {
    enum Source {
        /// A path below `/api/v1`.
        case server([String])
        /// Content elsewhere; no token goes there.
        case link(String)
    }

    let source: Source
    /// `nil` when nobody said what it should be.
    let digest: Digest?
    /// In bytes; `nil` when nobody said.
    let size: Int64?
    let destination: URL

    func run(_ roost: Roost, meter: TransferMeter) async throws {
        let counted = FileMeter(meter)
        var partial = try await PartialFile.open(
            for: destination,
            digest: digest,
            size: size,
            threads: roost.threads
        )
        var backoff = roost.connection.backoff
        while true {
            counted.settle(at: partial.received)
            let before = partial.received
            do {
                guard partial.received != size || size == 0 else { break }
                try await fetch(into: &partial, counted: counted, roost: roost)
                break
            } catch {
                if partial.received > before { backoff.reset() }
                let error = RoostError(transport: error, server: roost.url.absoluteString)
                guard error.isTransient else { throw error }
                try await backoff.rest(after: error)
            }
        }
        if let size, partial.received != size {
            try await partial.restart()
            throw RoostError(
                .corrupted,
                "\(quoted(destination.lastPathComponent)) arrived with another size than it has"
            )
        }
        try await partial.finish(at: destination, digest: digest)
        counted.settle(at: size ?? partial.received)
        meter.finishFile()
    }

    private func fetch(into partial: inout PartialFile, counted: FileMeter, roost: Roost) async throws {
        var headers = HTTPHeaders()
        if partial.received > 0 { headers.add(name: "Range", value: "bytes=\(partial.received)-") }
        let response = try await answer(roost.connection, headers: headers)
        if partial.received > 0, !continues(response, at: partial.received) {
            try await partial.restart()
            counted.settle(at: 0)
            guard response.status == .ok else {
                throw RoostError(.unavailable, "the rest of \(quoted(destination.lastPathComponent)) was refused")
            }
        }
        try await partial.append(response.body, limit: size, meter: counted)
    }

    private func answer(_ connection: Connection, headers: HTTPHeaders) async throws -> HTTPClientResponse {
        switch source {
        case .link(let link):
            return try await connection.follow(link, headers: headers)
        case .server(let path):
            var request = Request(.get, path)
            request.headers = headers.map { ($0.name, $0.value) }
            request.limit = nil
            let response = try await connection.send(request)
            guard response.status == .seeOther else { return response }
            return try await connection.follow(response.headers.first(name: "Location") ?? "", headers: headers)
        }
    }

    private func continues(_ response: HTTPClientResponse, at offset: Int64) -> Bool {
        response.status == .partialContent
            && response.headers.first(name: "Content-Range")?.hasPrefix("bytes \(offset)-") == true
    }
}
