import RoostEntities
import RoostMetadataStore

extension Operations {
    package func describeTrackedVersion(
        _ number: Int64,
        of model: Model.Name,
        as description: String,
        in project: Project.Name,
        by caller: Caller
    ) async throws -> TrackedVersion {
        try Limits.check(description, "the description", limit: Limits.description)
        return try await change(number, of: model, "version.update", "description", in: project, by: caller) {
            version,
            transaction in
            try transaction.setDescription(of: version.id, to: description, at: now())
        }
    }

    /// Sets a tag, or takes it away when there is no value.
    package func tagTrackedVersion(
        _ number: Int64,
        of model: Model.Name,
        _ key: String,
        _ value: String?,
        in project: Project.Name,
        by caller: Caller
    ) async throws {
        let detail = "tag \(quoted(key))"
        _ = try await change(number, of: model, "version.update", detail, in: project, by: caller) {
            version,
            transaction in
            try transaction.setTags(of: version.id, to: try version.tags.applying([key: value]))
        }
    }

    /// Moves a version to a stage, and archives whatever else is there if that is wanted; it takes a maintainer.
    package func moveTrackedVersion(
        _ number: Int64,
        of model: Model.Name,
        to stage: TrackedVersion.Stage,
        archivingOthers: Bool,
        in project: Project.Name,
        by caller: Caller
    ) async throws -> TrackedVersion {
        let detail = "to \(stage.rawValue)"
        return try await change(number, of: model, "version.stage", detail, as: .maintainer, in: project, by: caller) {
            version,
            transaction in
            if archivingOthers {
                try transaction.archiveStage(stage, of: version.modelID, but: version.id, at: now())
            }
            try transaction.setStage(of: version.id, to: stage, at: now())
            try transaction.touch(version.modelID, at: now())
        }
    }

    /// Hides a version with its aliases, which are gone; refused while an execution works with it.
    package func deleteTrackedVersion(
        _ number: Int64,
        of model: Model.Name,
        in project: Project.Name,
        by caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let version = try trackedVersion(number, of: model, in: project, transaction).version
            if let execution = try transaction.activeExecution(of: version.id) {
                throw RoostError(
                    .failedPrecondition,
                    "execution \(execution) works with \(version.reference); cancel it or wait for its end, "
                        + "then delete the version"
                )
            }
            try transaction.deleteAliases(of: version.id)
            try transaction.markVersion(version.id, deletedAt: now(), at: now())
            try transaction.touch(version.modelID, at: now())
            try record("version.delete", of: version.reference.text, in: project, by: caller, transaction)
        }
    }

    private func change(
        _ number: Int64,
        of model: Model.Name,
        _ action: String,
        _ detail: String,
        as role: Role = .contributor,
        in project: Project.Name,
        by caller: Caller,
        _ body: @escaping @Sendable (Version, WriteTransaction) throws -> Void
    ) async throws -> TrackedVersion {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: role, in: transaction)
            let version = try trackedVersion(number, of: model, in: project, transaction).version
            try body(version, transaction)
            try record(action, of: version.reference.text, detail: detail, in: project, by: caller, transaction)
            return try trackedVersion(number, of: model, in: project, transaction)
        }
    }
}
