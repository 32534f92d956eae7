import NIOCore
import NIOHTTP1

/// Brings content from the web into a file, going on where it was cut short.
struct Download: Sendable {
    let client: WebClient
    /// How often in a row an attempt may bring nothing.
    var attempts = 5
    /// How long to wait after so many attempts that brought nothing.
    var pause: @Sendable (_ failures: Int) -> Duration = { .milliseconds(500 << min($0, 6)) }

    struct Target: Sendable {
        let request: WebClient.Request
        let file: PartialFile
        /// What it must hash to, if that is known.
        var digest: ContentDigest?
        /// In bytes, if that is known.
        var size: Int64?
        /// In bytes.
        var limit: Int64
        var deadline: ContinuousClock.Instant?
    }

    struct Result: Sendable {
        let hash: ContentHash
        let mediaType: String?
    }

    /// An attempt that may be repeated.
    private struct Interruption: Error {
        let reason: String
        var pause: Duration?
    }

    /// An answer that says no.
    struct Refusal: Error {
        let status: HTTPResponseStatus
        let headers: HTTPHeaders
    }

    /// Brings the content; what is in the file already is taken for its beginning.
    ///
    /// - Throws: ``Refusal``, and `HubError`: `corrupted`, `tooLarge`, `unavailable`, `refused`.
    func bring(_ target: Target, progress: @Sendable (Int64) -> Void) async throws -> Result {
        var isResumed = true
        while true {
            let result = try await bringAll(target, progress: progress)
            guard let digest = target.digest, digest.text != result.hash.text else { return result }
            try await target.file.empty()
            guard isResumed else {
                throw HubError(
                    .corrupted,
                    "\(target.request.address) gave content with the digest \(result.hash.text), not \(digest.text); "
                        + "try again, or ask who serves it"
                )
            }
            // What an earlier attempt had left may have been at fault, so once more from the beginning.
            isResumed = false
        }
    }

    private func bringAll(_ target: Target, progress: @Sendable (Int64) -> Void) async throws -> Result {
        var hash = try await target.file.begin(ContentHash(for: target.digest))
        if let size = target.size, hash.size > size { hash = try await restart(target) }
        if hash.size == target.size { return Result(hash: hash, mediaType: nil) }
        var failures = 0
        while true {
            let before = hash.size
            do {
                let mediaType = try await bringPart(target, &hash, progress)
                return Result(hash: hash, mediaType: mediaType)
            } catch let interruption as Interruption {
                failures = hash.size > before ? 1 : failures + 1
                guard failures < attempts else {
                    throw HubError(.unavailable, "\(target.request.address): \(interruption.reason); try again later")
                }
                try Self.check(target)
                try await Task.sleep(for: interruption.pause ?? pause(failures))
            }
        }
    }

    private func restart(_ target: Target) async throws -> ContentHash {
        try await target.file.empty()
        return ContentHash(for: target.digest)
    }

    /// One request: what it brings is added to the file and to `hash`.
    ///
    /// - Returns: the media type that was said.
    private func bringPart(
        _ target: Target,
        _ hash: inout ContentHash,
        _ progress: @Sendable (Int64) -> Void
    ) async throws -> String? {
        var request = target.request
        if hash.size > 0 { request.headers.append(("Range", "bytes=\(hash.size)-")) }
        do {
            return try await client.withResponse(to: request) { response in
                try await begin(response, target, &hash)
                try await take(response.body, target, &hash, progress)
                return response.headers.first(name: "Content-Type")
            }
        } catch let error as HubError where error.reason == .unavailable {
            throw Interruption(reason: error.message)
        }
    }

    /// Makes sure that what follows belongs behind what is there.
    private func begin(_ response: WebClient.Response, _ target: Target, _ hash: inout ContentHash) async throws {
        switch response.status.code {
        case 200:
            if hash.size > 0 { hash = try await restart(target) }
        case 206:
            let range = response.headers.first(name: "Content-Range") ?? ""
            guard range.hasPrefix("bytes \(hash.size)-") else {
                hash = try await restart(target)
                throw Interruption(reason: "it answered with the range \(quoted(range))")
            }
        case 416:
            hash = try await restart(target)
            throw Interruption(reason: "it has no such range")
        case 408, 425, 429, 500...:
            let seconds = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
            throw Interruption(
                reason: "it answered \(response.status)",
                pause: seconds.map { .seconds(min(max($0, 0), 60)) }
            )
        default:
            throw Refusal(status: response.status, headers: response.headers)
        }
        let announced = response.headers.first(name: "Content-Length").flatMap { Int64($0) } ?? 0
        try Self.check(hash.size.addingReportingOverflow(announced).partialValue, target)
    }

    private func take(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        _ target: Target,
        _ hash: inout ContentHash,
        _ progress: @Sendable (Int64) -> Void
    ) async throws {
        var gathered: [ByteBuffer] = []
        var size = hash.size
        let failure: (any Error)?
        do {
            for try await piece in body {
                size += Int64(piece.readableBytes)
                try Self.check(size, target)
                try Self.check(target)
                gathered.append(piece)
                guard size - hash.size >= 1 << 20 else { continue }
                hash = try await target.file.write(gathered, at: hash.size, hash)
                gathered = []
                progress(hash.size)
            }
            failure = nil
        } catch {
            failure = error
        }
        hash = try await target.file.write(gathered, at: hash.size, hash)
        progress(hash.size)
        try Task.checkCancellation()
        if let failure = failure as? HubError { throw failure }
        if let failure { throw Interruption(reason: "the connection broke: \(failure)") }
        if let size = target.size, hash.size < size {
            throw Interruption(reason: "it ended after \(hash.size) of \(size) bytes")
        }
    }

    private static func check(_ size: Int64, _ target: Target) throws(HubError) {
        if let announced = target.size, size > announced {
            throw HubError(.corrupted, "\(target.request.address) gives more than the \(announced) bytes announced")
        }
        guard size >= 0, size <= target.limit else {
            throw HubError(.tooLarge, "\(target.request.address) has more than the \(target.limit) bytes allowed here")
        }
    }

    private static func check(_ target: Target) throws(HubError) {
        guard let deadline = target.deadline, ContinuousClock.now > deadline else { return }
        throw HubError(.tooLarge, "\(target.request.address) takes longer than is allowed here")
    }
}
