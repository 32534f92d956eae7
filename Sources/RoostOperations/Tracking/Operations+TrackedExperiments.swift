import RoostEntities
import RoostMetadataStore

extension Operations {
    /// The experiment that runs go to when nobody says where.
    private static var defaultExperiment: String { "Default" }

    /// Makes sure that there is an experiment with the number 0.
    ///
    /// One of that name that was there before is taken for it.
    package func openDefaultExperiment(in project: Project.Name) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: .system, in: transaction)
            let name = try Experiment.Name(Self.defaultExperiment)
            guard try transaction.trackedExperiment(number: 0, in: project.id) == nil,
                try transaction.experiment(named: name, in: project.id) == nil
            else { return }
            try transaction.insertDefaultExperiment(ids.next(), in: project.id, name: name, at: now())
            try record("experiment.create", of: name.text, in: project, by: .system, transaction)
        }
        // From now on writes, too, know the project without asking.
        _ = try await metadata.read { [self] in try self.project(project, for: .system, in: $0) }
    }

    /// Experiments of a search in its order, after the first `offset`.
    package func trackedExperiments(
        _ search: ExperimentSearch,
        limit: Int,
        offset: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [TrackedExperiment] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.trackedExperiments(search, in: project.id, limit: limit, offset: offset)
        }
    }

    /// Deleted or not.
    package func trackedExperiment(
        _ number: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedExperiment {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try trackedExperiment(number, in: project, transaction)
        }
    }

    /// Deleted or not.
    package func trackedExperiment(
        named name: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedExperiment {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            guard let experiment = try transaction.trackedExperiment(named: name, in: project.id) else {
                throw TrackingRefusal.noExperimentNamed(name).error
            }
            return experiment
        }
    }

    /// What runs of the experiments read, each once; so many at most.
    package func trackedDatasets(
        ofExperiments numbers: [Int64],
        limit: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [(experiment: Int64, dataset: TrackedDataset)] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.datasets(ofExperiments: numbers, in: project.id, limit: limit)
        }
    }

    /// Makes an experiment; its runs keep their artifacts at `artifactLocation`, or here when there is none.
    ///
    /// Only a maintainer may say when it was made elsewhere, `createdAt`.
    package func createTrackedExperiment(
        _ name: Experiment.Name,
        description: String,
        tags: Tags,
        artifactLocation: String?,
        createdAt: Timestamp? = nil,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedExperiment {
        try Limits.check(description, "the description", limit: Limits.description)
        try Limits.check(artifactLocation, "the artifact location", limit: 4096)
        return try await metadata.write { [self] transaction in
            let role = createdAt == nil ? Role.contributor : .maintainer
            let project = try self.project(project, for: caller, as: role, in: transaction)
            guard try transaction.experiment(named: name, in: project.id) == nil else {
                throw RoostError(.alreadyExists, "experiment \(quoted(name.text)) exists; pick another name")
            }
            let experiment = try openExperiment(name, in: project, by: caller, transaction)
            try transaction.updateExperiment(
                experiment.id,
                name: name,
                description: description,
                tags: tags,
                at: experiment.createdAt
            )
            if let createdAt { try transaction.setCreation(of: experiment.id, to: createdAt) }
            try transaction.setArtifactLocation(of: experiment.id, to: artifactLocation)
            guard let made = try transaction.trackedExperiment(named: name.text, in: project.id) else {
                throw RoostError(.internal, "experiment \(quoted(name.text)) was not kept; try again")
            }
            return made
        }
    }

    /// Changes an experiment that was not deleted.
    package func updateTrackedExperiment(
        _ number: Int64,
        _ changes: ExperimentChanges,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        let experiment = try await activeExperiment(number, in: project, as: caller)
        for (key, value) in changes.tags ?? [:] where value == nil && experiment.tags.values[key] == nil {
            throw TrackingRefusal.noExperimentTag(key, number).error
        }
        _ = try await updateExperiment(named: experiment.name, changes, in: project, as: caller)
    }

    /// Hides the experiment with all its runs.
    package func deleteTrackedExperiment(_ number: Int64, in project: Project.Name, as caller: Caller) async throws {
        let experiment = try await activeExperiment(number, in: project, as: caller)
        try await deleteExperiment(named: experiment.name, in: project, as: caller)
    }

    /// Takes a deletion back.
    package func restoreTrackedExperiment(_ number: Int64, in project: Project.Name, as caller: Caller) async throws {
        let experiment = try await trackedExperiment(number, in: project, as: caller).experiment
        _ = try await undeleteExperiment(named: experiment.name, in: project, as: caller)
    }

    private func activeExperiment(
        _ number: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Experiment {
        let experiment = try await trackedExperiment(number, in: project, as: caller).experiment
        guard experiment.deletedAt == nil else { throw TrackingRefusal.experimentIsDeleted(number).error }
        return experiment
    }

    func trackedExperiment(
        _ number: Int64,
        in project: Project,
        _ transaction: some Reading
    ) throws -> TrackedExperiment {
        if let experiment = try transaction.trackedExperiment(number: number, in: project.id) { return experiment }
        if number == 0,
            let named = try transaction.trackedExperiment(named: Self.defaultExperiment, in: project.id)
        {
            return named
        }
        throw TrackingRefusal.noExperiment(number).error
    }
}
