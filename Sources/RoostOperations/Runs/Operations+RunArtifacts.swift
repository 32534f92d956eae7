import RoostEntities
import RoostMetadataStore

extension Operations {
    /// By path; of `folder` only when it is given.
    package func runArtifacts(
        of id: TrackedRunID,
        in folder: Artifact.Path? = nil,
        page: PageRequest = .first,
        project: Project.Name,
        as caller: Caller
    ) async throws -> Page<RunArtifact> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let place = try readablePlace(of: id, in: project, transaction)
            return try transaction.artifacts(of: place.folder, in: folder, page: page)
        }
    }

    package func runArtifact(
        at path: Artifact.Path,
        of id: TrackedRunID,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> RunArtifact {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let place = try readablePlace(of: id, in: project, transaction)
            guard let artifact = try transaction.artifact(at: path, of: place.folder) else { throw id.missing(path) }
            return artifact
        }
    }

    /// Puts uploaded content under paths of a run, all or none; what was there before is replaced.
    package func putRunArtifacts(
        _ drafts: [Artifact.Draft],
        of id: TrackedRunID,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [RunArtifact] {
        let drafts = try ArtifactDrafts(drafts, policy: linkPolicy)
        return try await metadata.write { [self] transaction in
            let (_, place) = try writablePlace(of: id, in: project, for: caller, transaction)
            for entry in drafts.entries {
                try put(entry, of: place, transaction)
            }
            let count = try transaction.artifactCount(of: place.folder)
            try Limits.check(count: count, "artifacts of a run", limit: Limits.artifacts)
            return try drafts.entries.compactMap { try transaction.artifact(at: $0.path, of: place.folder) }
        }
    }

    package func deleteRunArtifact(
        at path: Artifact.Path,
        of id: TrackedRunID,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let (id, place) = try writablePlace(of: id, in: project, for: caller, transaction)
            guard try transaction.deleteArtifact(at: path, of: place.folder) else {
                throw TrackedRunID(id).missing(path)
            }
            try record(
                "run.deleteArtifact",
                of: id.description,
                detail: path.text,
                in: try transaction.project(named: project),
                by: caller,
                transaction
            )
        }
    }

    private func put(
        _ entry: (path: Artifact.Path, content: ArtifactDrafts.Content),
        of place: RunPlace,
        _ transaction: WriteTransaction
    ) throws {
        guard case .blob(let digest) = entry.content else {
            throw RoostError(
                .unsupported,
                "artifact \(quoted(entry.path.text)) is a link; a run keeps content only: upload it"
            )
        }
        guard let size = try transaction.blobSize(digest, knownTo: place.projectID) else {
            throw RoostError(
                .failedPrecondition,
                "artifact \(quoted(entry.path.text)): content \(digest) is not here; upload it, then try again"
            )
        }
        if let other = try transaction.artifact(blocking: entry.path, of: place.folder) {
            throw RoostError(
                .failedPrecondition,
                "\(quoted(entry.path.text)) and \(quoted(other.path.text)) cannot be in one folder together; "
                    + "rename one"
            )
        }
        try transaction.putArtifact(at: entry.path, digest: digest, size: size, of: place.folder, at: now())
    }
}

extension TrackedRunID {
    fileprivate func missing(_ path: Artifact.Path) -> RoostError {
        RoostError(.notFound, "run \(self) has no artifact \(quoted(path.text)); list its artifacts")
    }
}
