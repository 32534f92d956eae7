import RoostEntities
import RoostMetadataStore

extension Operations {
    /// By name; deleted ones only when they are asked for.
    package func experiments(
        deleted: Bool = false,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Experiment> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.experiments(in: project.id, deleted: deleted, page: page)
        }
    }

    package func createExperiment(
        _ name: Experiment.Name,
        description: String = "",
        tags: Tags = .none,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Experiment {
        try Limits.check(description, "the description", limit: Limits.description)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            if let experiment = try transaction.experiment(named: name, in: project.id) {
                throw experiment.alreadyThere
            }
            return try insertExperiment(
                name,
                description: description,
                tags: tags,
                in: project,
                by: caller,
                transaction
            )
        }
    }

    package func experiment(
        named name: Experiment.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Experiment {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try experiment(name, in: project, transaction)
        }
    }

    package func updateExperiment(
        named name: Experiment.Name,
        _ changes: ExperimentChanges,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Experiment {
        try Limits.check(changes.description, "the description", limit: Limits.description)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let experiment = try self.experiment(name, in: project, transaction)
            let newName = changes.name ?? name
            if newName != name, let other = try transaction.experiment(named: newName, in: project.id) {
                throw other.alreadyThere
            }
            try transaction.updateExperiment(
                experiment.id,
                name: newName,
                description: changes.description ?? experiment.description,
                tags: try experiment.tags.applying(changes.tags ?? [:]),
                at: now()
            )
            try record("experiment.update", of: name.text, in: project, by: caller, transaction)
            return try self.experiment(newName, in: project, transaction)
        }
    }

    /// Hides the experiment with all its runs; it can be undeleted until garbage is collected.
    package func deleteExperiment(
        named name: Experiment.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let experiment = try self.experiment(name, in: project, transaction)
            if let execution = try transaction.activeExecution(writingTo: experiment.id) {
                throw RoostError(
                    .failedPrecondition,
                    "execution \(execution) writes a run of experiment \(quoted(name.text)); cancel it or wait for "
                        + "its end, then delete"
                )
            }
            try transaction.markExperiment(experiment.id, deletedAt: now(), at: now())
            try record("experiment.delete", of: name.text, in: project, by: caller, transaction)
        }
    }

    package func undeleteExperiment(
        named name: Experiment.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Experiment {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let experiment = try self.experiment(name, in: project, deleted: true, transaction)
            guard experiment.deletedAt != nil else { return experiment }
            try transaction.markExperiment(experiment.id, deletedAt: nil, at: now())
            try record("experiment.undelete", of: name.text, in: project, by: caller, transaction)
            return try self.experiment(name, in: project, transaction)
        }
    }

    /// - Throws: `notFound` if there is no such experiment, or it was deleted and `deleted` does not allow for that.
    func experiment(
        _ name: Experiment.Name,
        in project: Project,
        deleted: Bool = false,
        _ transaction: some Reading
    ) throws -> Experiment {
        guard let experiment = try transaction.experiment(named: name, in: project.id) else {
            throw RoostError(
                .notFound,
                "there is no experiment \(quoted(name.text)) in project \(quoted(project.name.text)); "
                    + "list the experiments, or create it"
            )
        }
        guard deleted || experiment.deletedAt == nil else {
            throw RoostError(.notFound, "experiment \(quoted(name.text)) was deleted; undelete it to use it again")
        }
        return experiment
    }

    /// The experiment of that name, which is made if it is missing.
    func openExperiment(
        _ name: Experiment.Name,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Experiment {
        guard try transaction.experiment(named: name, in: project.id) == nil else {
            return try experiment(name, in: project, transaction)
        }
        return try insertExperiment(name, in: project, by: caller, transaction)
    }

    private func insertExperiment(
        _ name: Experiment.Name,
        description: String = "",
        tags: Tags = .none,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Experiment {
        try transaction.insertExperiment(
            ids.next(),
            in: project.id,
            name: name,
            description: description,
            tags: tags,
            at: now()
        )
        try record("experiment.create", of: name.text, in: project, by: caller, transaction)
        return try experiment(name, in: project, transaction)
    }
}

extension Experiment {
    fileprivate var alreadyThere: RoostError {
        guard deletedAt == nil else {
            return RoostError(
                .alreadyExists,
                "experiment \(quoted(name.text)) exists and was deleted; undelete it, or pick another name"
            )
        }
        return RoostError(
            .alreadyExists,
            "experiment \(quoted(name.text)) exists; start runs in it, or pick another name"
        )
    }
}
