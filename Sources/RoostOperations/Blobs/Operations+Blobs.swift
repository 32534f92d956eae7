import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Those of `digests` (10,000 at most) that this project has neither uploaded nor references, each once.
    ///
    /// Content that is here stays for at least a grace period more, so that there is time to name it.
    package func missingBlobs(
        _ digests: [Digest],
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Digest] {
        try Limits.check(count: digests.count, "digests", limit: Limits.digests)
        let wanted = Array(Set(digests)).sorted()
        let hourAgo = now().advanced(bySeconds: -3600)
        let (missing, resting) = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let missing = try wanted.filter { try transaction.blobSize($0, knownTo: project.id) == nil }
            let known = Set(wanted).subtracting(missing)
            return (missing, try transaction.blobs(known.sorted(), unusedSince: hourAgo))
        }
        guard !resting.isEmpty else { return missing }
        for digest in resting {
            try await blobs.renew(digest)
        }
        let now = now()
        try await metadata.write { try $0.renewBlobs(resting, at: now) }
        return missing
    }

    /// Takes content in; it is kept only if it has the digest and, if that was announced, the size.
    ///
    /// - Parameters:
    ///   - digest: what the content must be.
    ///   - size: as announced, in bytes; `nil` takes what comes, up to `limit`.
    ///   - limit: in bytes; `nil` for the largest content there may be.
    ///   - body: pieces of the content.
    ///   - project: where it may be named then.
    ///   - caller: a contributor, or the worker of a training or evaluation.
    /// - Returns: what is stored now.
    /// - Throws: `corrupted` if it is something else, `tooLarge`, `unavailable` if there is no room.
    package func storeBlob<Body: AsyncSequence & Sendable>(
        _ digest: Digest,
        size: Int64?,
        limit: Int64?,
        body: Body,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> StoredBlob where Body.Element == ByteBuffer {
        let limit = min(limit ?? Limits.blob, Limits.blob)
        if let size, size > limit {
            throw RoostError(
                .tooLarge,
                "content of \(size) bytes is more than the \(limit) taken at once; use an upload in parts"
            )
        }
        let project = try await metadata.read { [self] in
            try projectToFill(project, for: caller, in: $0)
        }
        let stored = try await blobs.put(body, expecting: digest, limit: size ?? limit)
        if let size, stored.size != size {
            throw RoostError(
                .corrupted,
                "\(size) bytes were announced and the content has \(stored.size); announce what you send"
            )
        }
        let now = now()
        try await metadata.write {
            try $0.insertBlob(digest, size: stored.size, knownTo: project.id, at: now)
        }
        return stored
    }

    /// The project, if the caller may bring content into it: a contributor, or the worker of a training or evaluation
    /// that goes on.
    func projectToFill(
        _ name: Project.Name,
        for caller: Caller,
        in transaction: some Reading
    ) throws -> Project {
        guard let id = caller.executionID, let execution = try transaction.execution(id), execution.kind != .predict,
            !execution.status.isFinished
        else { return try project(name, for: caller, as: .contributor, in: transaction) }
        return try project(name, for: caller, in: transaction)
    }

    /// In bytes, of content the project knows.
    package func blobSize(
        _ digest: Digest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Int64 {
        let size = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.blobSize(digest, knownTo: project.id)
        }
        guard let size else {
            throw RoostError(.notFound, "content \(digest) is not in this project; upload it first")
        }
        return size
    }

    /// Bytes of content the project knows, all of them or a range.
    package func readBlob(
        _ digest: Digest,
        range: Range<Int64>? = nil,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> BlobBody {
        let size = try await blobSize(digest, in: project, as: caller)
        if let range, range.lowerBound < 0 || range.upperBound > size {
            throw RoostError(.outOfRange, "the content has \(size) bytes; ask for a range within")
        }
        return try await blobs.read(digest, range: range)
    }
}
