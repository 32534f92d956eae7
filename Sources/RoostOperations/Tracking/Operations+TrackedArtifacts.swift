import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// What lies in a folder of a run, or at the top, by name; a run that was deleted keeps its files until it is
    /// collected.
    package func trackedEntries(
        of id: String,
        in folder: Artifact.Path?,
        project: Project.Name,
        as caller: Caller
    ) async throws -> [RunFolderEntry] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let run = try trackedRun(id, in: project, transaction).run
            return try transaction.entries(
                of: place(of: run.id, in: project, transaction),
                in: folder,
                limit: Limits.artifacts
            )
        }
    }

    /// A file of a run that clients of experiment tracking call `id`.
    ///
    /// - Throws: `notFound` if there is no such run, it was deleted, or it has no such file.
    package func trackedArtifact(
        at path: Artifact.Path,
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> RunArtifact {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            guard let run = try transaction.runID(tracked: id, in: project.id) else {
                throw TrackingRefusal.noRun(id).error
            }
            let place = try place(of: run, in: project, transaction)
            guard let artifact = try transaction.artifact(at: path, of: place) else {
                throw RoostError(.notFound, "run \(id) has no artifact \(quoted(path.text)); list its artifacts")
            }
            return artifact
        }
    }

    /// Takes content in as it comes and puts it under a path of a run; what was there before is replaced.
    ///
    /// - Parameters:
    ///   - path: Where in the run.
    ///   - id: The run, as the client says it.
    ///   - size: As announced, in bytes.
    ///   - body: Pieces of the content.
    ///   - project: Where the run is.
    ///   - caller: A contributor, or the worker that writes the run.
    /// - Throws: `notFound` if there is no such run, `failedPrecondition` if it was deleted or the path cannot be, and
    ///   what storing throws.
    package func storeTrackedArtifact<Body: AsyncSequence & Sendable>(
        at path: Artifact.Path,
        of id: String,
        size: Int64?,
        body: Body,
        in project: Project.Name,
        as caller: Caller
    ) async throws where Body.Element == ByteBuffer {
        try await metadata.read { [self] transaction in
            let (_, place) = try writableRun(id, in: project, for: caller, transaction)
            try checkRoom(for: path, of: place, transaction)
        }
        let stored = try await blobs.put(body, expecting: nil, limit: min(size ?? Limits.blob, Limits.blob))
        if let size, stored.size != size {
            throw RoostError(.corrupted, "\(size) bytes were announced and \(stored.size) came; send the file again")
        }
        try await metadata.write { [self] transaction in
            let (_, place) = try writableRun(id, in: project, for: caller, transaction)
            try checkRoom(for: path, of: place, transaction)
            let now = now()
            try transaction.insertBlob(stored.digest, size: stored.size, knownTo: place.projectID, at: now)
            try transaction.putArtifact(at: path, digest: stored.digest, size: stored.size, of: place, at: now)
        }
    }

    /// Takes away a file of a run, or all that lies in a folder; what is not there is gone already.
    package func deleteTrackedArtifacts(
        at path: Artifact.Path,
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let (id, place) = try writableRun(id, in: project, for: caller, transaction)
            let isFile = try transaction.deleteArtifact(at: path, of: place)
            let count = try transaction.deleteArtifacts(in: path, of: place) + (isFile ? 1 : 0)
            guard count > 0 else { return }
            try record(
                "run.deleteArtifact",
                of: id.description,
                detail: "\(path.text), \(count) files",
                in: try transaction.project(named: project),
                by: caller,
                transaction
            )
        }
    }

    private func checkRoom(for path: Artifact.Path, of place: RunPlace, _ transaction: some Reading) throws {
        if let other = try transaction.artifact(blocking: path, of: place) {
            throw RoostError(
                .failedPrecondition,
                "\(quoted(path.text)) and \(quoted(other.path.text)) cannot be in one folder together; rename one"
            )
        }
        try Limits.check(
            count: try transaction.artifactCount(of: place) + 1,
            "artifacts of a run",
            limit: Limits.artifacts
        )
    }
}
