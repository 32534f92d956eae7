import Foundation
import NIOHTTP1

/// Fetches what a link leads to, when the link is from somebody we do not know.
///
/// Only `http` and `https`, only public machines unless the policy allows others, only so many bytes in so much time;
/// each redirect is judged like the link itself.
package struct GuardedDownload: Sendable {
    /// What was fetched.
    package struct Content: Hashable, Sendable {
        /// In bytes.
        package let size: Int64
        /// In hex.
        package let sha256: String
        /// As the other side says.
        package let mediaType: String?
    }

    private var download: Download
    private let sizeLimit: Int64
    private let timeLimit: Duration

    /// Fetches at most `sizeLimit` bytes within `timeLimit`.
    package init(policy: AddressPolicy = AddressPolicy(), sizeLimit: Int64, timeLimit: Duration = .seconds(3600)) {
        download = Download(client: WebClient(policy: policy))
        self.sizeLimit = sizeLimit
        self.timeLimit = timeLimit
    }

    /// The same, with other pauses between attempts.
    func pausing(_ pause: @escaping @Sendable (Int) -> Duration) -> GuardedDownload {
        var copy = self
        copy.download.pause = pause
        return copy
    }

    /// Fetches a link into a file.
    ///
    /// A connection that breaks is taken up again. What an earlier call left in the file is gone on with only if
    /// `sha256` says what the whole must be; nothing else could tell whether the parts belong together.
    ///
    /// - Throws: ``HubError``; what was fetched so far stays in the file, unless it is wrong.
    @discardableResult
    package func fetch(
        _ link: String,
        to file: URL,
        sha256: String? = nil,
        size: Int64? = nil,
        progress: @Sendable (Int64) -> Void = { _ in }
    ) async throws -> Content {
        let address = try WebAddress(link)
        let partial = PartialFile(url: file)
        if sha256 == nil, FileManager.default.fileExists(atPath: file.path) { try await partial.empty() }
        let target = Download.Target(
            request: WebClient.Request(address: address),
            file: partial,
            digest: sha256.map { .sha256($0) },
            size: size,
            limit: sizeLimit,
            deadline: .now + timeLimit
        )
        do {
            let result = try await download.bring(target, progress: progress)
            return Content(size: result.hash.size, sha256: result.hash.text, mediaType: result.mediaType)
        } catch let refusal as Download.Refusal {
            let reason: HubError.Reason = [401, 403].contains(refusal.status.code) ? .denied : .missing
            throw HubError(reason, "\(address) answered \(refusal.status); check the link")
        }
    }
}
