import Foundation
import NIOCore
import NIOHTTP1

/// Brings checkpoints from the Hugging Face hub, or from one that speaks like it.
///
/// A revision is pinned to a commit first; only the files that a checkpoint needs are brought, each checked by size and
/// digest, into the cache that all tools of the hub share.
package struct HubClient: Sendable {
    /// How far a checkpoint is.
    package struct Progress: Hashable, Sendable {
        /// Of the repository.
        package let file: String
        /// Of this file, in bytes.
        package let received: Int64
        /// Of this file, in bytes.
        package let size: Int64
    }

    /// A checkpoint that is on this machine.
    package struct Checkpoint: Hashable, Sendable {
        package let repository: HubRepository
        /// What the revision stood for.
        package let commit: String
        /// Holds links to the files; to be read, never to be changed.
        package let folder: URL
    }

    private let endpoint: WebAddress
    private let token: String?
    private let cache: HubCache
    private let isOffline: Bool
    private var download: Download

    /// A client of the hub at `endpoint`; the token is told to it alone.
    ///
    /// Private addresses are refused except for the endpoint itself and, when that is private, where it leads to.
    package init(
        endpoint: String = "https://huggingface.co",
        token: String? = nil,
        cache: URL,
        isOffline: Bool = false,
        policy: AddressPolicy = AddressPolicy()
    ) throws(HubError) {
        let address = try WebAddress(endpoint)
        var policy = policy
        policy.trustedHosts.insert(address.host)
        self.endpoint = address
        self.token = token.flatMap { $0.isEmpty ? nil : $0 }
        self.cache = HubCache(root: cache)
        self.isOffline = isOffline
        download = Download(client: WebClient(policy: policy, followsWithinPrivateNetwork: true))
    }

    /// Where downloads are kept.
    package var cacheFolder: URL { cache.root }

    /// The same, with other pauses between attempts.
    func pausing(_ pause: @escaping @Sendable (Int) -> Duration) -> HubClient {
        var copy = self
        copy.download.pause = pause
        return copy
    }

    /// The checkpoint of a repository, brought if it is not here.
    ///
    /// Nothing is asked when the revision is a commit that is here, or offline.
    package func checkpoint(
        _ repository: HubRepository,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Checkpoint {
        if repository.isPinned || isOffline {
            if let commit = cache.commit(of: repository), let folder = cache.checkpoint(commit, of: repository) {
                return Checkpoint(repository: repository, commit: commit, folder: folder)
            }
            guard !isOffline else {
                throw HubError(
                    .missing,
                    "\(repository) is not in the cache, and the hub may not be asked while offline"
                )
            }
        }
        let listing = try await listing(of: repository)
        let files = Dictionary(listing.files.map { ($0.path, $0) }) { first, _ in first }
        let wanted = try CheckpointFiles(from: Set(files.keys), of: repository)
        try cache.prepare(repository, commit: listing.commit)
        for path in wanted.small {
            try await bring(path, from: files, listing.commit, repository, progress)
        }
        // The weights come last: whoever finds them finds the rest.
        for path in try await weights(wanted, files, listing.commit, repository, progress) {
            try await bring(path, from: files, listing.commit, repository, progress)
        }
        try cache.note(listing.commit, for: repository)
        let folder = cache.snapshot(listing.commit, of: repository)
        return Checkpoint(repository: repository, commit: listing.commit, folder: folder)
    }

    private func weights(
        _ wanted: CheckpointFiles,
        _ files: [String: HubFile],
        _ commit: String,
        _ repository: HubRepository,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> [String] {
        switch wanted.weights {
        case .files(let paths):
            return paths
        case .indexed:
            try await bring(CheckpointFiles.index, from: files, commit, repository, progress)
            let index = cache.snapshot(commit, of: repository).appending(path: CheckpointFiles.index)
            guard let json = try? Data(contentsOf: index) else {
                throw HubError(.unavailable, "\(quoted(index.path)) cannot be read; try again")
            }
            return try CheckpointFiles.parts(ofIndex: json, in: repository)
        }
    }

    private func bring(
        _ path: String,
        from files: [String: HubFile],
        _ commit: String,
        _ repository: HubRepository,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws {
        guard let file = files[path] else {
            throw HubError(.missing, "\(repository) names the file \(quoted(path)) but does not have it")
        }
        let blob = cache.blob(file.digest, of: repository)
        let lock = try await lock(file, of: repository)
        defer { withExtendedLifetime(lock) {} }
        let size = try? FileManager.default.attributesOfItem(atPath: blob.path)[.size] as? NSNumber
        if size?.int64Value != file.size {
            try await bring(file, to: blob, commit, repository, progress)
        }
        try cache.link(file, commit: commit, of: repository)
    }

    private func lock(_ file: HubFile, of repository: HubRepository) async throws -> FileLock {
        while true {
            if let lock = try FileLock(cache.lock(file.digest, of: repository)) { return lock }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func bring(
        _ file: HubFile,
        to blob: URL,
        _ commit: String,
        _ repository: HubRepository,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws {
        let path = file.path.split(separator: "/").map(Self.escaped).joined(separator: "/")
        let partial = PartialFile(url: blob.appendingPathExtension("incomplete"))
        let target = Download.Target(
            request: try request("\(repository.name)/resolve/\(commit)/\(path)"),
            file: partial,
            digest: file.digest,
            size: file.size,
            limit: file.size
        )
        do {
            _ = try await download.bring(target) { received in
                progress(Progress(file: file.path, received: received, size: file.size))
            }
        } catch let refusal as Download.Refusal {
            throw explain(refusal, repository)
        }
        try await partial.finish(as: blob)
    }

    private func listing(of repository: HubRepository) async throws -> HubListing {
        let revision = Self.escaped(repository.revision)
        let request = try request("api/models/\(repository.name)/revision/\(revision)?blobs=true")
        let json = try await retrying {
            try await download.client.withResponse(to: request) { response in
                guard response.status == .ok else {
                    throw Download.Refusal(status: response.status, headers: response.headers)
                }
                return Data(try await response.body.collect(upTo: Self.listingLimit).readableBytesView)
            }
        } explain: { refusal in
            explain(refusal, repository)
        }
        return try HubListing(json, of: repository)
    }

    private static let listingLimit = 32 << 20

    /// What `work` gives, tried again while the other side is only busy.
    private func retrying<Value>(
        _ work: () async throws -> Value,
        explain: (Download.Refusal) -> HubError
    ) async throws -> Value {
        var failures = 0
        while true {
            do {
                return try await work()
            } catch {
                failures += 1
                try Task.checkCancellation()
                let refusal = error as? Download.Refusal
                let isBusy = refusal.map { $0.status.code == 429 || $0.status.code >= 500 }
                let isSilent = (error as? HubError)?.reason == .unavailable
                guard failures < download.attempts, isBusy ?? isSilent else {
                    throw refusal.map(explain) ?? (error as? HubError)
                        ?? HubError(.unavailable, "the hub's answer could not be read: \(error)")
                }
                try await Task.sleep(for: download.pause(failures))
            }
        }
    }

    private func request(_ path: String) throws(HubError) -> WebClient.Request {
        let base = endpoint.url.absoluteString
        let address = try WebAddress(base + (base.hasSuffix("/") ? "" : "/") + path)
        return WebClient.Request(address: address, token: token)
    }

    private static func escaped(_ part: some StringProtocol) -> String {
        let plain = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\0"..."\u{7F}"))
        return part.addingPercentEncoding(withAllowedCharacters: plain.union(CharacterSet(charactersIn: "-._~"))) ?? ""
    }

    /// What an answer that says no means, by its status and the hub's own code.
    private func explain(_ refusal: Download.Refusal, _ repository: HubRepository) -> HubError {
        let page = "\(endpoint.url.absoluteString)/\(repository.name)"
        switch (refusal.status.code, refusal.headers.first(name: "X-Error-Code") ?? "") {
        case (_, "GatedRepo"):
            return HubError(
                .denied,
                "\(repository) is gated; accept its conditions at \(page), then set HF_TOKEN to a token that may read it"
            )
        case (_, "RevisionNotFound"):
            return HubError(.missing, "\(repository.name) has no revision \(quoted(repository.revision)); see \(page)")
        case (_, "EntryNotFound"):
            return HubError(.missing, "\(repository) lacks a file that the hub listed; try again")
        case (401, _), (403, _):
            let hint = token == nil ? "set HF_TOKEN to a token that may read it" : "HF_TOKEN may not read it"
            return HubError(.denied, "\(repository) is private, gated or not there; check its name, and \(hint)")
        case (404, _):
            return HubError(.missing, "\(repository) is not at \(endpoint); check its name")
        default:
            return HubError(.unavailable, "the hub answered \(refusal.status) about \(repository); try again later")
        }
    }
}
