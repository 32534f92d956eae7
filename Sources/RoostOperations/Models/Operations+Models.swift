import RoostEntities
import RoostMetadataStore

extension Operations {
    /// By name; archived and deleted ones only when the filter asks for them.
    package func models(
        in project: Project.Name,
        filter: ModelFilter = ModelFilter(),
        page: PageRequest = .first,
        as caller: Caller
    ) async throws -> Page<Model> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.models(
                in: project.id,
                archived: filter.archived,
                deleted: filter.deleted,
                namePrefix: filter.namePrefix,
                page: page
            )
        }
    }

    package func createModel(
        _ name: Model.Name,
        description: String = "",
        tags: Tags = .none,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Model {
        try Limits.check(description, "the description", limit: Limits.description)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            if let model = try transaction.model(named: name, in: project.id) {
                throw model.alreadyThere
            }
            return try insertModel(
                name,
                description: description,
                tags: tags,
                in: project,
                by: caller,
                transaction
            )
        }
    }

    package func model(
        named name: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Model {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try model(name, in: project, transaction)
        }
    }

    /// Archiving and its undoing take a maintainer.
    package func updateModel(
        named name: Model.Name,
        _ changes: Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Model {
        try changes.check()
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: changes.role, in: transaction)
            let model = try self.model(name, in: project, transaction)
            try transaction.updateModel(
                model.id,
                description: changes.description ?? model.description,
                tags: try model.tags.applying(changes.tags ?? [:]),
                archivedAt: changes.archivedAt(now: now(), before: model.archivedAt),
                at: now()
            )
            try record(
                "model.update",
                of: name.text,
                detail: changes.summary,
                in: project,
                by: caller,
                transaction
            )
            return try self.model(name, in: project, transaction)
        }
    }

    /// Hides the model with all its versions; it can be undeleted until garbage is collected.
    package func deleteModel(
        named name: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let model = try self.model(name, in: project, transaction)
            if let execution = try transaction.activeExecution(ofModel: model.id) {
                throw RoostError(
                    .failedPrecondition,
                    "execution \(execution) works with model \(quoted(name.text)); cancel it or wait for its end, "
                        + "then delete the model"
                )
            }
            try transaction.markModel(model.id, deletedAt: now(), at: now())
            try record("model.delete", of: name.text, in: project, by: caller, transaction)
        }
    }

    package func undeleteModel(
        named name: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Model {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let model = try self.model(name, in: project, deleted: true, transaction)
            guard model.deletedAt != nil else { return model }
            try transaction.markModel(model.id, deletedAt: nil, at: now())
            try record("model.undelete", of: name.text, in: project, by: caller, transaction)
            return try self.model(name, in: project, transaction)
        }
    }

    /// - Throws: `notFound` if there is no such model, or it was deleted and `deleted` does not allow for that.
    func model(
        _ name: Model.Name,
        in project: Project,
        deleted: Bool = false,
        _ transaction: some Reading
    ) throws -> Model {
        guard let model = try transaction.model(named: name, in: project.id) else {
            throw RoostError(
                .notFound,
                "there is no model \(quoted(name.text)) in project \(quoted(project.name.text)); "
                    + "list the models, or push a version to make it"
            )
        }
        guard deleted || model.deletedAt == nil else {
            throw RoostError(.notFound, "model \(quoted(name.text)) was deleted; undelete it to use it again")
        }
        return model
    }

    /// The model a new version belongs to, made if it is missing.
    func modelToPush(
        to name: Model.Name,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Model {
        guard let model = try transaction.model(named: name, in: project.id) else {
            return try insertModel(name, description: "", tags: .none, in: project, by: caller, transaction)
        }
        guard model.deletedAt == nil else { throw model.alreadyThere }
        guard model.archivedAt == nil else {
            throw RoostError(
                .failedPrecondition,
                "model \(quoted(name.text)) is archived; take it out of the archive, or push under another name"
            )
        }
        return model
    }

    private func insertModel(
        _ name: Model.Name,
        description: String,
        tags: Tags,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Model {
        try transaction.insertModel(
            ids.next(),
            in: project.id,
            name: name,
            description: description,
            tags: tags,
            at: now()
        )
        try record("model.create", of: name.text, in: project, by: caller, transaction)
        return try model(name, in: project, transaction)
    }
}

extension Model {
    fileprivate var alreadyThere: RoostError {
        guard deletedAt == nil else {
            return RoostError(
                .alreadyExists,
                "model \(quoted(name.text)) exists and was deleted; undelete it, or pick another name"
            )
        }
        return RoostError(
            .alreadyExists,
            "model \(quoted(name.text)) exists; push a version to it, or pick another name"
        )
    }
}
