import RoostEntities
import RoostMetadataStore

extension Operations {
    package func aliases(
        of model: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [AliasTarget] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.aliases(of: try self.model(model, in: project, transaction).id)
        }
    }

    /// Makes the alias, or moves it in one step: at any moment it points at one version.
    package func setAlias(
        _ alias: Alias,
        of model: Model.Name,
        to number: Version.Number,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> AliasTarget {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let version = try version(
                Reference(model: model, selector: .number(number)),
                in: project,
                transaction
            )
            let before = try transaction.alias(alias, of: version.modelID)
            if let before, before.version == number { return before }
            try pointAlias(alias, at: version, before: before, by: caller, transaction)
            try record(
                "alias.set",
                of: "\(model)@\(alias)",
                detail: before.map { "from \($0.version) to \(number)" } ?? "to \(number)",
                in: project,
                by: caller,
                transaction
            )
            guard let target = try transaction.alias(alias, of: version.modelID) else {
                throw RoostError(.internal, "alias \(quoted(alias.text)) was not kept; try again")
            }
            return target
        }
    }

    /// Makes the alias, or moves it.
    func pointAlias(
        _ alias: Alias,
        at version: Version,
        before: AliasTarget?,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        if before == nil, try transaction.aliasCount(of: version.modelID) >= Limits.aliases {
            throw RoostError(
                .tooLarge,
                "model \(quoted(version.model.text)) has \(Limits.aliases) aliases, which is all it may have; remove one"
            )
        }
        try transaction.setAlias(alias, of: version.modelID, to: version.id, by: caller.name, at: now())
    }

    package func removeAlias(
        _ alias: Alias,
        of model: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let id = try self.model(model, in: project, transaction).id
            guard try transaction.deleteAlias(alias, of: id) else {
                throw RoostError(
                    .notFound,
                    "model \(quoted(model.text)) has no alias \(quoted(alias.text)); list its aliases"
                )
            }
            try record("alias.remove", of: "\(model)@\(alias)", in: project, by: caller, transaction)
        }
    }
}
