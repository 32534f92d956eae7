import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Makes a model that is pending, in an experiment that was not deleted.
    ///
    /// - Throws: `alreadyExists` for an identifier that a model has or had, `permissionDenied` unless a maintainer asks
    ///   for an identifier or a moment of creation.
    package func createLoggedModel(
        _ draft: LoggedModelDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> LoggedModel {
        try Self.check(parameters: draft.parameters)
        try Self.check(tags: draft.tags)
        try Limits.check(draft.type, "the type of a logged model", limit: 2000)
        return try await metadata.write { [self] transaction in
            let project = try self.project(
                project,
                for: caller,
                as: draft.isCopy ? .maintainer : .contributor,
                in: transaction
            )
            let experiment = try trackedExperiment(draft.experiment, in: project, transaction)
            guard experiment.experiment.deletedAt == nil else {
                throw TrackingRefusal.experimentIsDeleted(draft.experiment).error
            }
            let seed: Identifier<Run> = ids.next()
            let id = try draft.id ?? LoggedModel.ID(madeOf: seed)
            let made = try transaction.insertLoggedModel(
                NewLoggedModel(
                    id: id,
                    projectID: project.id,
                    experimentNumber: experiment.number,
                    name: draft.name ?? RunName.madeUp(for: seed),
                    type: draft.type,
                    sourceRun: draft.sourceRun,
                    createdBy: caller.name,
                    createdAt: draft.createdAt ?? now()
                )
            )
            guard let place = made else {
                throw RoostError(
                    .alreadyExists,
                    "there is or was a logged model \(quoted(id.text)); leave the identifier out to get a new one"
                )
            }
            for (key, value) in draft.parameters { _ = try transaction.insertParameter(key, value, of: place) }
            for (key, value) in draft.tags { try transaction.setTag(key, to: value, of: place) }
            try record(
                "loggedModel.create",
                of: id.text,
                detail: "in \(quoted(experiment.experiment.name.text))",
                in: project,
                by: caller,
                transaction
            )
            return try loggedModel(id, in: project, transaction)
        }
    }

    /// One that was deleted is not found, unless these count, too.
    package func loggedModel(
        _ id: String,
        orDeleted: Bool = false,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> LoggedModel {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            guard let known = try? LoggedModel.ID(id),
                let model = try transaction.loggedModel(known, in: project.id, orDeleted: orDeleted)
            else { throw TrackingRefusal.noLoggedModel(id).error }
            return model
        }
    }

    /// Says how making it went.
    package func finishLoggedModel(
        _ id: String,
        as status: LoggedModel.Status,
        message: String = "",
        in project: Project.Name,
        as caller: Caller
    ) async throws -> LoggedModel {
        try Limits.check(message, "the status message", limit: Limits.failure)
        return try await changeLoggedModel(id, "loggedModel.\(status.rawValue)", in: project, as: caller) {
            [now] transaction, place in
            try transaction.setStatus(of: place, to: status, message: message, at: now())
        }
    }

    /// Hides a model; its files stay until it is collected.
    package func deleteLoggedModel(_ id: String, in project: Project.Name, as caller: Caller) async throws {
        try await metadata.write { [self] transaction in
            let (project, place) = try writableLoggedModel(id, in: project, for: caller, transaction)
            try transaction.markLoggedModel(place, deletedAt: now())
            try record("loggedModel.delete", of: place.id.text, in: project, by: caller, transaction)
        }
    }

    /// Puts tags on top of those it has.
    package func setLoggedModelTags(
        _ tags: [String: String],
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> LoggedModel {
        try Self.check(tags: tags)
        return try await changeLoggedModel(id, "loggedModel.tag", in: project, as: caller) { transaction, place in
            for (key, value) in tags { try transaction.setTag(key, to: value, of: place) }
            let count = try transaction.tagCount(of: place)
            try Limits.check(count: count, "tags of a logged model", limit: Limits.entries)
        }
    }

    /// Takes a tag away.
    package func deleteLoggedModelTag(
        _ key: String,
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        _ = try await changeLoggedModel(id, "loggedModel.untag", in: project, as: caller) { transaction, place in
            guard try transaction.deleteTag(key, of: place) else {
                throw TrackingRefusal.noLoggedModelTag(key, place.id).error
            }
        }
    }

    /// Adds parameters, all or none; one that has another value already is refused.
    package func addLoggedModelParameters(
        _ parameters: [String: String],
        to id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try Self.check(parameters: parameters)
        try await metadata.write { [self] transaction in
            let (_, place) = try writableLoggedModel(id, in: project, for: caller, transaction)
            for (key, value) in parameters.sorted(by: { $0.key < $1.key }) {
                let kept = try transaction.insertParameter(key, value, of: place)
                guard kept == value else {
                    throw RoostError(
                        .failedPrecondition,
                        "Changing param values is not allowed. Param with key=\(quoted(key)) of logged model "
                            + "\(place.id.text) has another value already; use a tag for what changes."
                    )
                }
            }
            let count = try transaction.parameterCount(of: place)
            try Limits.check(count: count, "parameters of a logged model", limit: Limits.fieldsOfRun)
        }
    }

    private func changeLoggedModel(
        _ id: String,
        _ action: String,
        in project: Project.Name,
        as caller: Caller,
        _ change: @escaping @Sendable (WriteTransaction, LoggedModelPlace) throws -> Void
    ) async throws -> LoggedModel {
        try await metadata.write { [self] transaction in
            let (project, place) = try writableLoggedModel(id, in: project, for: caller, transaction)
            try change(transaction, place)
            try record(action, of: place.id.text, in: project, by: caller, transaction)
            return try loggedModel(place.id, in: project, transaction)
        }
    }

    /// A model that was not deleted, for a contributor.
    func writableLoggedModel(
        _ id: String,
        in project: Project.Name,
        for caller: Caller,
        _ transaction: some Reading
    ) throws -> (project: Project, place: LoggedModelPlace) {
        let project = try self.project(project, for: caller, as: .contributor, in: transaction)
        return (project, try loggedModelPlace(id, in: project, transaction))
    }

    /// A model that was not deleted, and where its files are: ``LoggedModelPlace/folder``.
    func loggedModelPlace(
        _ id: String,
        in project: Project,
        _ transaction: some Reading
    ) throws -> LoggedModelPlace {
        guard let known = try? LoggedModel.ID(id), let place = try transaction.place(of: known, in: project.id) else {
            throw TrackingRefusal.noLoggedModel(id).error
        }
        return place
    }

    private func loggedModel(
        _ id: LoggedModel.ID,
        in project: Project,
        _ transaction: some Reading
    ) throws -> LoggedModel {
        guard let model = try transaction.loggedModel(id, in: project.id) else {
            throw TrackingRefusal.noLoggedModel(id.text).error
        }
        return model
    }

    private static func check(parameters: [String: String]) throws(RoostError) {
        try Limits.check(count: parameters.count, "parameters", limit: Limits.fieldsOfRun)
        for (key, value) in parameters {
            try Limits.check(key, "the name of a parameter", limit: 1000)
            try Limits.check(value, "parameter \(quoted(key))", limit: 400_000)
        }
    }

    private static func check(tags: [String: String]) throws(RoostError) {
        try Limits.check(count: tags.count, "tags", limit: Limits.entries)
        for (key, value) in tags {
            try Limits.check(key, "the name of a tag", limit: 1000)
            try Limits.check(value, "tag \(quoted(key))", limit: 400_000)
        }
    }
}

extension LoggedModel.ID {
    /// One that nobody had: that of another thing, and some digits by chance.
    fileprivate init(madeOf seed: Identifier<Run>) throws(RoostError) {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        try self.init("m-\(seed)" + String(repeating: "0", count: 8 - digits.count) + digits)
    }
}
