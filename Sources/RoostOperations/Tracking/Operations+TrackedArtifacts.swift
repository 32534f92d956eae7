import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// What lies in a folder of a run or of a logged model, or at the top, by name; a run that was deleted keeps its
    /// files until it is collected.
    package func trackedEntries(
        of owner: TrackedOwner,
        in folder: Artifact.Path?,
        project: Project.Name,
        as caller: Caller
    ) async throws -> [RunFolderEntry] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let owned = try readableFolder(of: owner, in: project, transaction)
            return try transaction.entries(of: owned, in: folder, limit: Limits.artifacts)
        }
    }

    /// A file of a run or of a logged model.
    package func trackedArtifact(
        at path: Artifact.Path,
        of owner: TrackedOwner,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> RunArtifact {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let folder = try readableFolder(of: owner, in: project, transaction)
            guard let artifact = try transaction.artifact(at: path, of: folder) else {
                throw RoostError(
                    .notFound,
                    "\(owner.kind) \(quoted(owner.id)) has no artifact \(quoted(path.text)); list its artifacts"
                )
            }
            return artifact
        }
    }

    /// Takes content in as it comes and puts it under a path of a run or of a logged model; what was there before is
    /// replaced.
    ///
    /// - Parameters:
    ///   - path: Where in the run or the model.
    ///   - owner: The run or the model.
    ///   - size: As announced, in bytes.
    ///   - body: Pieces of the content.
    ///   - project: Where the run or the model is.
    ///   - caller: A contributor, or the worker that writes the run.
    /// - Throws: `notFound` if there is no such thing, `failedPrecondition` if it was deleted or the path cannot be,
    ///   and what storing throws.
    package func storeTrackedArtifact<Body: AsyncSequence & Sendable>(
        at path: Artifact.Path,
        of owner: TrackedOwner,
        size: Int64?,
        body: Body,
        in project: Project.Name,
        as caller: Caller
    ) async throws where Body.Element == ByteBuffer {
        if !mayTakeBefore(looking: size, in: project, as: caller) {
            try await metadata.read { [self] transaction in
                let folder = try writableFolder(of: owner, in: project, for: caller, transaction)
                try checkName(path, in: folder, transaction)
            }
        }
        let stored = try await blobs.put(body, expecting: nil, limit: min(size ?? Limits.blob, Limits.blob))
        if let size, stored.size != size {
            throw RoostError(.corrupted, "\(size) bytes were announced and \(stored.size) came; send the file again")
        }
        try await keep(stored, at: path, of: owner, in: project, as: caller)
    }

    /// Puts content that the store has under a path; what was there before is replaced.
    func keep(
        _ stored: StoredBlob,
        at path: Artifact.Path,
        of owner: TrackedOwner,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let folder = try writableFolder(of: owner, in: project, for: caller, transaction)
            try checkName(path, in: folder, transaction)
            try Limits.check(
                count: try transaction.artifactCount(of: folder) + 1,
                "artifacts of one thing",
                limit: Limits.artifacts
            )
            let now = now()
            try transaction.insertBlob(stored.digest, size: stored.size, knownTo: folder.projectID, at: now)
            try transaction.putArtifact(at: path, digest: stored.digest, size: stored.size, of: folder, at: now)
        }
    }

    /// Whether content is so little that it is looked only afterwards where it goes.
    ///
    /// What is refused then is in the store and nothing names it. Callers who may bring nothing into the project are
    /// refused before.
    private func mayTakeBefore(looking size: Int64?, in project: Project.Name, as caller: Caller) -> Bool {
        guard let size, size <= Limits.littleContent, let project = projects[project] else { return false }
        return (try? caller.require(.contributor, in: project)) != nil
    }

    /// Takes away a file of a run or of a logged model, or all that lies in a folder; what is not there is gone already.
    package func deleteTrackedArtifacts(
        at path: Artifact.Path,
        of owner: TrackedOwner,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let folder = try writableFolder(of: owner, in: project, for: caller, transaction)
            let isFile = try transaction.deleteArtifact(at: path, of: folder)
            let count = try transaction.deleteArtifacts(in: path, of: folder) + (isFile ? 1 : 0)
            guard count > 0 else { return }
            try record(
                owner.deletion,
                of: owner.id,
                detail: "\(path.text), \(count) files",
                in: try transaction.project(named: project),
                by: caller,
                transaction
            )
        }
    }

    func checkName(_ path: Artifact.Path, in folder: ArtifactFolder, _ transaction: some Reading) throws {
        guard let other = try transaction.artifact(blocking: path, of: folder) else { return }
        throw RoostError(
            .failedPrecondition,
            "\(quoted(path.text)) and \(quoted(other.path.text)) cannot be in one folder together; rename one"
        )
    }
}
