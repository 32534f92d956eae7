import RoostEntities
import RoostMetadataStore

extension Operations {
    /// By path.
    package func artifacts(
        of reference: Reference,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Artifact> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.artifacts(of: try version(reference, in: project, transaction).id, page: page)
        }
    }

    /// Puts artifacts into an open version, all or none; what was under a path before is replaced.
    ///
    /// They come back in the order of their paths.
    package func putArtifacts(
        _ drafts: [Artifact.Draft],
        into reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Artifact] {
        let drafts = try ArtifactDrafts(drafts, policy: linkPolicy)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let version = try openVersion(reference, in: project, transaction)
            for entry in drafts.entries {
                if let other = try transaction.artifact(blocking: entry.path, of: version.id) {
                    throw RoostError(
                        .failedPrecondition,
                        "\(quoted(entry.path.text)) and \(quoted(other.path.text)) cannot be in one folder together; "
                            + "rename one"
                    )
                }
            }
            guard version.artifactCount + drafts.entries.count <= Limits.artifacts else {
                throw RoostError(
                    .tooLarge,
                    "a version has \(Limits.artifacts) artifacts at most; pack small files together"
                )
            }
            try put(drafts, into: version.id, of: project, transaction)
            try record(
                "artifact.put",
                of: version.reference.text,
                detail: "\(drafts.entries.count) artifacts",
                in: project,
                by: caller,
                transaction
            )
            return try drafts.entries.compactMap { try transaction.artifact(at: $0.path, of: version.id) }
        }
    }

    package func artifactContent(
        of reference: Reference,
        at path: Artifact.Path,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> ArtifactContent {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let version = try version(reference, in: project, transaction)
            guard let artifact = try transaction.artifact(at: path, of: version.id) else {
                throw version.missing(path)
            }
            return try artifact.content
        }
    }

    package func deleteArtifact(
        at path: Artifact.Path,
        of reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let version = try openVersion(reference, in: project, transaction)
            guard try transaction.deleteArtifact(at: path, of: version.id) else { throw version.missing(path) }
            try transaction.countArtifacts(of: version.id, at: now())
            try record(
                "artifact.delete",
                of: version.reference.text,
                detail: path.text,
                in: project,
                by: caller,
                transaction
            )
        }
    }

    /// Gives drafts their rows; content that the project does not know is refused.
    func put(
        _ drafts: ArtifactDrafts,
        into version: Identifier<Version>,
        of project: Project,
        _ transaction: WriteTransaction
    ) throws {
        let artifacts = try drafts.entries.map { entry in
            switch entry.content {
            case .link(let url, let digest, let size):
                return NewArtifact(
                    id: ids.next(),
                    path: entry.path,
                    content: .link(url: url, digest: digest, size: size)
                )
            case .blob(let digest):
                guard let size = try transaction.blobSize(digest, knownTo: project.id) else {
                    throw RoostError(
                        .failedPrecondition,
                        "artifact \(quoted(entry.path.text)): content \(digest) is not here; upload it, then try again"
                    )
                }
                return NewArtifact(id: ids.next(), path: entry.path, content: .blob(digest, size: size))
            }
        }
        try transaction.putArtifacts(artifacts, of: version, at: now())
        try transaction.countArtifacts(of: version, at: now())
    }

    private func openVersion(
        _ reference: Reference,
        in project: Project,
        _ transaction: WriteTransaction
    ) throws -> Version {
        let version = try version(reference, in: project, transaction)
        guard version.status == .created else {
            throw RoostError(
                .failedPrecondition,
                "\(version.reference) is \(version.status.rawValue) and its content never changes; "
                    + "clone it open and change the clone"
            )
        }
        return version
    }
}

extension Version {
    fileprivate func missing(_ path: Artifact.Path) -> RoostError {
        RoostError(.notFound, "\(reference) has no artifact \(quoted(path.text)); list its artifacts")
    }
}

extension Artifact {
    fileprivate var content: ArtifactContent {
        get throws {
            switch kind {
            case .item:
                guard let digest, let size else {
                    throw RoostError(
                        .internal,
                        "artifact \(quoted(path.text)) names no content; ask an admin to run the doctor"
                    )
                }
                return .blob(digest: digest, size: size)
            case .link:
                return .link(url: url ?? "")
            }
        }
    }
}
