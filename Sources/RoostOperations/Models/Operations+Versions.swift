import RoostEntities
import RoostMetadataStore

extension Operations {
    /// The newest first; archived and deleted ones only when the filter asks for them.
    package func versions(
        of model: Model.Name,
        filter: VersionFilter = VersionFilter(),
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Version> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.versions(
                of: try self.model(model, in: project, transaction).id,
                archived: filter.archived,
                deleted: filter.deleted,
                page: page
            )
        }
    }

    /// Makes the next version of a model, and the model if it is missing, all in one transaction.
    ///
    /// Every content must have been uploaded to the project before. The version is sealed at once unless the draft
    /// wants it open.
    package func createVersion(
        of name: Model.Name,
        _ draft: Version.Draft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try draft.check()
        let drafts = try ArtifactDrafts(draft.artifacts, policy: linkPolicy)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let model = try modelToPush(to: name, in: project, by: caller, transaction)
            let id: Identifier<Version> = ids.next()
            let number = try transaction.takeNumber(of: model.id, at: now())
            try transaction.insertVersion(
                NewVersion(
                    id: id,
                    projectID: project.id,
                    modelID: model.id,
                    number: number,
                    description: draft.description,
                    tags: draft.tags,
                    task: draft.task,
                    type: draft.type,
                    labels: draft.labels,
                    configuration: draft.configuration,
                    source: draft.source,
                    createdBy: caller.name,
                    createdAt: now()
                )
            )
            try put(drafts, into: id, of: project, transaction)
            try begin(id, sealed: !draft.open, message: "", by: caller, transaction)
            let version = try version(id, transaction)
            try record("version.create", of: version.reference.text, in: project, by: caller, transaction)
            return version
        }
    }

    package func version(
        _ reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try version(reference, in: project, transaction)
        }
    }

    /// Archiving and its undoing take a maintainer; the content is never touched.
    package func updateVersion(
        _ reference: Reference,
        _ changes: Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try changes.check()
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: changes.role, in: transaction)
            let version = try self.version(reference, in: project, transaction)
            try transaction.updateVersion(
                version.id,
                description: changes.description ?? version.description,
                tags: try version.tags.applying(changes.tags ?? [:]),
                archivedAt: changes.archivedAt(now: now(), before: version.archivedAt),
                at: now()
            )
            try record(
                "version.update",
                of: version.reference.text,
                detail: changes.summary,
                in: project,
                by: caller,
                transaction
            )
            return try self.version(version.id, transaction)
        }
    }

    /// Hides a version that nothing uses; it can be undeleted until garbage is collected.
    package func deleteVersion(
        _ reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let version = try self.version(reference, in: project, transaction)
            if let alias = version.aliases.first {
                throw RoostError(
                    .failedPrecondition,
                    "alias \(quoted(alias.text)) points at \(version.reference); move or remove it, then delete"
                )
            }
            if let execution = try transaction.activeExecution(of: version.id) {
                throw RoostError(
                    .failedPrecondition,
                    "execution \(execution) works with \(version.reference); cancel it or wait for its end, "
                        + "then delete"
                )
            }
            try transaction.markVersion(version.id, deletedAt: now(), at: now())
            try record("version.delete", of: version.reference.text, in: project, by: caller, transaction)
        }
    }

    package func undeleteVersion(
        _ reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let version = try self.version(reference, in: project, deleted: true, transaction)
            guard version.deletedAt != nil else { return version }
            try transaction.markVersion(version.id, deletedAt: nil, at: now())
            try record("version.undelete", of: version.reference.text, in: project, by: caller, transaction)
            return try self.version(version.id, transaction)
        }
    }

    /// Ends the time in which artifacts can be added.
    package func sealVersion(
        _ reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let version = try self.version(reference, in: project, transaction)
            try seal(version.id, from: version.status, message: "", by: caller, transaction)
            try record("version.seal", of: version.reference.text, in: project, by: caller, transaction)
            return try self.version(version.id, transaction)
        }
    }

    /// What became of a version, the oldest first.
    package func history(
        of reference: Reference,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<StatusChange> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.history(of: try version(reference, in: project, transaction).id, page: page)
        }
    }
}

extension Operations {
    /// - Throws: `notFound` if there is no such version, or it or its model was deleted and `deleted` does not allow
    ///   for that.
    func version(
        _ reference: Reference,
        in project: Project,
        deleted: Bool = false,
        _ transaction: some Reading
    ) throws -> Version {
        let model = try model(reference.model, in: project, transaction)
        guard let version = try transaction.version(of: model.id, reference.selector) else {
            throw reference.missing
        }
        guard deleted || version.deletedAt == nil else {
            throw RoostError(.notFound, "\(version.reference) was deleted; undelete it to use it again")
        }
        return version
    }

    func version(_ id: Identifier<Version>, _ transaction: some Reading) throws -> Version {
        guard let version = try transaction.version(id) else {
            throw RoostError(.notFound, "there is no version \(id); list the versions of its model")
        }
        return version
    }

    /// Writes the first status of a version that was just made, and seals it if that is wanted.
    func begin(
        _ id: Identifier<Version>,
        sealed: Bool,
        message: String,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        try transaction.setStatus(
            of: id,
            from: nil,
            to: .created,
            digest: nil,
            change: ids.next(),
            by: caller.name,
            message: message,
            at: now()
        )
        guard sealed else { return }
        try seal(id, from: .created, message: message, by: caller, transaction)
    }

    private func seal(
        _ id: Identifier<Version>,
        from status: Version.Status,
        message: String,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        try transaction.setStatus(
            of: id,
            from: status,
            to: try status.after(.seal),
            digest: VersionDigest(try transaction.artifacts(of: id)).digest,
            change: ids.next(),
            by: caller.name,
            message: message,
            at: now()
        )
    }
}

extension Reference {
    fileprivate var missing: RoostError {
        switch selector {
        case .latest:
            RoostError(.notFound, "model \(quoted(model.text)) has no version yet; push one")
        case .number(let number):
            RoostError(
                .notFound,
                "model \(quoted(model.text)) has no version \(number); list its versions"
            )
        case .alias(let alias):
            RoostError(
                .notFound,
                "model \(quoted(model.text)) has no alias \(quoted(alias.text)); list its aliases, or set it"
            )
        }
    }
}
