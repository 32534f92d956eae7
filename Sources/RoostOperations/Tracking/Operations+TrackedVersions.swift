import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Makes the next version of a model that is there, with the files that lie at its source, all in one transaction.
    ///
    /// A version that takes files over is sealed; one whose source holds none, or lies elsewhere, stays open. What was
    /// copied from another server keeps its number and moments, which takes a maintainer.
    ///
    /// - Throws: ``RegistryRefusal`` as the cause when there is no such model, or what the draft names does not hold its
    ///   source.
    package func createTrackedVersion(
        _ draft: TrackedVersionDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> MadeVersion {
        try draft.check()
        switch try await make(draft, facts: nil, in: project, as: caller) {
        case .made(let version): return version
        case .undescribed(let files):
            let facts = try await facts(of: files)
            guard case .made(let version) = try await make(draft, facts: facts, in: project, as: caller) else {
                throw RoostError(.internal, "the version of \(quoted(draft.model.text)) was not made; try again")
            }
            return version
        }
    }

    /// How far a transaction came that was to make a version.
    private enum Attempt: Sendable {
        case made(MadeVersion)
        /// It takes over files that have to be looked into first, which takes longer than others may wait.
        case undescribed([VersionFile])
    }

    /// Makes the version of a draft that was checked, unless it has files and nobody has looked into them: `facts` is
    /// `nil` then.
    private func make(
        _ draft: TrackedVersionDraft,
        facts: VersionFacts?,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Attempt {
        let role: Role = draft.copied == nil ? .contributor : .maintainer
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: role, in: transaction)
            let source = try self.source(of: draft, in: project, transaction)
            try Limits.check(count: source.files.count, "files of a version", limit: Limits.artifacts)
            guard let facts = source.facts ?? facts ?? (source.files.isEmpty ? VersionFacts() : nil) else {
                return .undescribed(source.files)
            }
            let (model, number) = try takeNumber(for: draft, in: project, transaction)
            let createdAt = draft.copied?.createdAt ?? now()
            let row = newVersion(draft, source, facts, number, of: model, in: project, by: caller, at: createdAt)
            try transaction.insertTrackedVersion(row) { ids.next() }
            if let id = source.loggedModel {
                try noteRegistration(of: id, as: draft.model, number, in: project, transaction)
            }
            try record("version.create", of: "\(draft.model):\(number)", in: project, by: caller, transaction)
            return .made(
                MadeVersion(
                    number: number,
                    source: source.text,
                    run: source.run,
                    loggedModel: source.loggedModel,
                    createdAt: createdAt,
                    updatedAt: row.updatedAt
                )
            )
        }
    }

    /// Versions of a search in its order, after the first `offset`; prompts only when they are asked for.
    package func trackedVersions(
        _ search: VersionSearch,
        withPrompts: Bool,
        limit: Int,
        offset: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> (versions: [TrackedVersion], hasMore: Bool) {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.trackedVersions(
                search,
                excluded: withPrompts ? nil : Self.prompts,
                in: project.id,
                limit: limit,
                offset: offset
            )
        }
    }

    package func trackedVersion(
        _ number: Int64,
        of model: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedVersion {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try trackedVersion(number, of: model, in: project, transaction)
        }
    }

    /// What an alias points at; `latest` is the highest number.
    package func trackedVersion(
        _ alias: String,
        of model: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedVersion {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            guard alias.lowercased() != "latest" else {
                return try trackedVersion(Reference(model: model, selector: .latest), in: project, transaction)
            }
            guard let id = try transaction.modelID(named: model, in: project.id) else {
                throw RegistryRefusal.noModel(model.text).error
            }
            guard let name = try? Alias(alias), let version = try transaction.trackedVersion(name, of: id) else {
                throw RegistryRefusal.noAlias(alias).error
            }
            return version
        }
    }

    func trackedVersion(
        _ number: Int64,
        of model: Model.Name,
        in project: Project,
        _ transaction: some Reading
    ) throws -> TrackedVersion {
        guard let version = try transaction.trackedVersion(number, ofModelNamed: model, in: project.id) else {
            throw RegistryRefusal.noVersion(model, number).error
        }
        return version
    }

    func trackedVersion(
        _ reference: Reference,
        in project: Project,
        _ transaction: some Reading
    ) throws -> TrackedVersion {
        if case .number(let number) = reference.selector {
            return try trackedVersion(Int64(number.value), of: reference.model, in: project, transaction)
        }
        guard let model = try transaction.modelID(named: reference.model, in: project.id) else {
            throw RegistryRefusal.noModel(reference.model.text).error
        }
        guard case .alias(let alias) = reference.selector else {
            guard let version = try transaction.latestTrackedVersion(of: model) else {
                throw RegistryRefusal.noLatest(reference.model).error
            }
            return version
        }
        guard let version = try transaction.trackedVersion(alias, of: model) else {
            throw RegistryRefusal.noAlias(alias.text).error
        }
        return version
    }

    private func takeNumber(
        for draft: TrackedVersionDraft,
        in project: Project,
        _ transaction: WriteTransaction
    ) throws -> (model: Identifier<Model>, number: Version.Number) {
        let taken = try transaction.takeNumber(
            ofModelNamed: draft.model,
            in: project.id,
            wanted: draft.copied?.number,
            at: draft.copied?.createdAt ?? now()
        )
        if let taken { return taken }
        guard let model = try transaction.trackedModel(named: draft.model, in: project.id)?.model else {
            throw RegistryRefusal.noModel(draft.model.text).error
        }
        guard model.archivedAt == nil else {
            throw RoostError(
                .failedPrecondition,
                "model \(quoted(model.name.text)) is archived; take it out of the archive, or use another name"
            )
        }
        throw RoostError(
            .alreadyExists,
            "model \(quoted(model.name.text)) gave number \(draft.copied?.number?.value ?? 0) or a higher one away before; "
                + "leave the number out, or give one above all"
        )
    }

    private func newVersion(
        _ draft: TrackedVersionDraft,
        _ source: VersionSource,
        _ facts: VersionFacts,
        _ number: Version.Number,
        of model: Identifier<Model>,
        in project: Project,
        by caller: Caller,
        at createdAt: Timestamp
    ) -> NewTrackedVersion {
        let files = source.files.map {
            NewArtifact(id: ids.next(), path: $0.path, content: .blob($0.digest, size: $0.size))
        }
        let links = source.links.compactMap { link in
            link.url.map {
                NewArtifact(
                    id: ids.next(),
                    path: link.path,
                    content: .link(url: $0, digest: link.digest, size: link.size)
                )
            }
        }
        return NewTrackedVersion(
            version: NewVersion(
                id: ids.next(),
                projectID: project.id,
                modelID: model,
                number: number,
                description: draft.description,
                tags: draft.tags,
                task: facts.task,
                type: facts.type,
                labels: facts.labels,
                configuration: facts.configuration,
                source: source.place,
                createdBy: caller.name,
                createdAt: createdAt
            ),
            digest: source.digest ?? (files.isEmpty ? nil : VersionDigest(source.files).digest),
            files: files + links,
            origin: source.text,
            run: source.run,
            loggedModel: source.loggedModel,
            runLink: draft.runLink,
            user: draft.user,
            updatedAt: draft.copied?.updatedAt ?? createdAt
        )
    }
}

extension TrackedVersionDraft {
    fileprivate func check() throws(RoostError) {
        try Limits.check(description, "the description", limit: Limits.description)
        try Limits.check(source, "the source", limit: 4096)
        try Limits.check(runLink, "the link to the run", limit: 4096)
        try Limits.check(user, "the user")
    }
}
