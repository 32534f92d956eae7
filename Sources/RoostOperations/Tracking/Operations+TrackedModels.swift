import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Models of a search in its order, after the first `offset`; prompts only when they are asked for.
    package func trackedModels(
        _ search: ModelSearch,
        withPrompts: Bool,
        limit: Int,
        offset: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [TrackedModel] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.trackedModels(
                search,
                excluded: withPrompts ? nil : Self.prompts,
                in: project.id,
                limit: limit,
                offset: offset
            )
        }
    }

    package func trackedModel(
        _ name: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedModel {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try trackedModel(name, in: project, transaction)
        }
    }

    /// Makes a model; one of that name that was deleted gives the name up and keeps its identifier in a new one.
    ///
    /// What was copied from another server keeps its moments, which takes a maintainer.
    package func createTrackedModel(
        _ name: Model.Name,
        description: String,
        tags: Tags,
        createdAt: Timestamp?,
        updatedAt: Timestamp?,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedModel {
        try Limits.check(description, "the description", limit: Limits.description)
        let isCopy = createdAt != nil || updatedAt != nil
        return try await metadata.write { [self] transaction in
            let project = try self.project(
                project,
                for: caller,
                as: isCopy ? .maintainer : .contributor,
                in: transaction
            )
            try free(name, in: project, by: caller, transaction)
            let (id, moment): (Identifier<Model>, Timestamp) = (ids.next(), createdAt ?? now())
            try transaction.insertModel(
                id,
                in: project.id,
                name: name,
                description: description,
                tags: tags,
                at: moment
            )
            if let updatedAt { try transaction.setMoments(of: id, created: moment, updated: updatedAt) }
            try record("model.create", of: name.text, in: project, by: caller, transaction)
            return try trackedModel(name, in: project, transaction)
        }
    }

    package func describeTrackedModel(
        _ name: Model.Name,
        as description: String,
        in project: Project.Name,
        by caller: Caller
    ) async throws -> TrackedModel {
        try Limits.check(description, "the description", limit: Limits.description)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let model = try trackedModel(name, in: project, transaction).model
            try transaction.setDescription(of: model.id, to: description, at: now())
            try record("model.update", of: name.text, detail: "description", in: project, by: caller, transaction)
            return try trackedModel(name, in: project, transaction)
        }
    }

    /// Sets a tag, or takes it away when there is no value.
    package func tagTrackedModel(
        _ name: Model.Name,
        _ key: String,
        _ value: String?,
        in project: Project.Name,
        by caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let model = try trackedModel(name, in: project, transaction).model
            try transaction.setTags(of: model.id, to: try model.tags.applying([key: value]))
            try record(
                "model.update",
                of: name.text,
                detail: "tag \(quoted(key))",
                in: project,
                by: caller,
                transaction
            )
        }
    }

    /// Gives a model another name; it takes a maintainer, for whoever names the model must follow.
    package func renameTrackedModel(
        _ name: Model.Name,
        to other: Model.Name,
        in project: Project.Name,
        by caller: Caller
    ) async throws -> TrackedModel {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let model = try trackedModel(name, in: project, transaction).model
            if other != name {
                try free(other, in: project, by: caller, transaction)
                try transaction.rename(model.id, to: other, at: now())
                try record("model.rename", of: name.text, detail: "to \(other)", in: project, by: caller, transaction)
            }
            return try trackedModel(other, in: project, transaction)
        }
    }

    /// Hides a model with all its versions and takes its aliases away; refused while an execution works with it.
    package func deleteTrackedModel(_ name: Model.Name, in project: Project.Name, as caller: Caller) async throws {
        do {
            try await deleteModel(named: name, in: project, as: caller)
        } catch let error as RoostError where error.code == .notFound {
            throw RegistryRefusal.noModel(name.text).error
        }
    }

    /// Makes the alias, or moves it; it takes a maintainer.
    package func setTrackedAlias(
        _ alias: Alias,
        of model: Model.Name,
        to number: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let version = try trackedVersion(number, of: model, in: project, transaction).version
            let before = try transaction.alias(alias, of: version.modelID)
            guard before?.version != version.number else { return }
            try pointAlias(alias, at: version, before: before, by: caller, transaction)
            try record(
                "alias.set",
                of: "\(model)@\(alias)",
                detail: before.map { "from \($0.version) to \(number)" } ?? "to \(number)",
                in: project,
                by: caller,
                transaction
            )
        }
    }

    /// Takes an alias away; one that is not there is gone already.
    package func removeTrackedAlias(
        _ alias: Alias,
        of model: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            guard let id = try transaction.modelID(named: model, in: project.id) else {
                throw RegistryRefusal.noModel(model.text).error
            }
            guard try transaction.deleteAlias(alias, of: id) else { return }
            try record("alias.remove", of: "\(model)@\(alias)", in: project, by: caller, transaction)
        }
    }

    func trackedModel(
        _ name: Model.Name,
        in project: Project,
        _ transaction: some Reading
    ) throws -> TrackedModel {
        guard let model = try transaction.trackedModel(named: name, in: project.id) else {
            throw RegistryRefusal.noModel(name.text).error
        }
        return model
    }

    /// Makes sure that nobody has the name: a model that was deleted is called by its identifier too from now on, under
    /// which it can be undeleted until garbage is collected.
    private func free(
        _ name: Model.Name,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        guard let model = try transaction.model(named: name, in: project.id) else { return }
        guard model.deletedAt != nil else { throw RegistryRefusal.modelExists(name).error }
        let other = try model.nameWhenDeleted
        try transaction.rename(model.id, to: other, at: model.updatedAt)
        try record("model.rename", of: name.text, detail: "to \(other)", in: project, by: caller, transaction)
    }
}

extension Model {
    /// The beginning of its name, and its identifier.
    fileprivate var nameWhenDeleted: Name {
        get throws(RoostError) {
            let mark = " (deleted \(id))"
            var scalars = name.text.unicodeScalars
            while scalars.count + mark.unicodeScalars.count > 128 || String(scalars).utf8.count + mark.utf8.count > 200
            {
                scalars.removeLast()
            }
            return try Name(String(scalars) + mark)
        }
    }
}
