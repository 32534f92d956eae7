import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Runs in the order that was asked for, a page of them.
    package func runs(
        filter: RunFilter = RunFilter(),
        order: Run.Order = .newest,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Run> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let experiment = try filter.experiment.map {
                try self.experiment($0, in: project, deleted: filter.deleted, transaction).id
            }
            if experiment == nil, case .metric(_, .min) = order.field { throw order.needsExperiment }
            if experiment == nil, case .metric(_, .max) = order.field { throw order.needsExperiment }
            let parent = try filter.parent.map { try transaction.runID(tracked: $0.text, in: project.id) }
            if case .some(nil) = parent { return Page(items: []) }
            let query = RunQuery(
                scope: experiment.map { .experiment($0) } ?? .project(project.id),
                order: order,
                status: filter.status,
                parent: parent ?? nil,
                execution: filter.execution,
                version: filter.version,
                filter: filter.filter,
                deleted: filter.deleted
            )
            return try transaction.runs(query, page: page)
        }
    }

    /// Starts a run, and makes its experiment if that is missing.
    package func createRun(
        _ draft: Run.Draft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Run {
        try draft.check()
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let version = try draft.version.map { try self.version($0, in: project, transaction).id }
            let run = try insertRun(draft, version: version, in: project, by: caller, transaction)
            try record(
                "run.create",
                of: run.id.description,
                detail: "in \(quoted(run.experiment.text))",
                in: project,
                by: caller,
                transaction
            )
            return run
        }
    }

    package func run(
        _ id: TrackedRunID,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Run {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try self.run(id, of: project, transaction)
        }
    }

    /// Changes name, note and tags; the status too, unless an execution moves it.
    package func updateRun(
        _ id: TrackedRunID,
        _ changes: Run.Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Run {
        try changes.check()
        return try await metadata.write { [self] transaction in
            let (id, place) = try writablePlace(of: id, in: project, for: caller, transaction)
            let project = try self.project(project, for: caller, in: transaction)
            let run = try self.run(id, of: project, transaction)
            try transaction.updateRun(id, name: changes.name ?? run.name, note: changes.note ?? run.note)
            if let tags = changes.tags { try applyTags(tags, to: place, transaction) }
            if let status = changes.status { try move(run, to: status, at: changes.endedAt, transaction) }
            try record(
                "run.update",
                of: id.description,
                detail: changes.summary,
                in: project,
                by: caller,
                transaction
            )
            return try self.run(id, of: project, transaction)
        }
    }

    /// Hides a run; it can be undeleted until garbage is collected.
    package func deleteRun(_ id: TrackedRunID, in project: Project.Name, as caller: Caller) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let run = try self.run(id, of: project, transaction)
            try checkIsFree(run, transaction)
            try transaction.markRun(run.id, deletedAt: now())
            try record("run.delete", of: run.id.description, in: project, by: caller, transaction)
        }
    }

    package func undeleteRun(
        _ id: TrackedRunID,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Run {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let run = try self.run(id, of: project, deleted: true, transaction)
            guard run.deletedAt != nil else { return run }
            try transaction.markRun(run.id, deletedAt: nil)
            try record("run.undelete", of: run.id.description, in: project, by: caller, transaction)
            return try self.run(run.id, of: project, transaction)
        }
    }

    /// Runs side by side, 100 at most, in the order of `ids`.
    package func compareRuns(
        _ ids: [TrackedRunID],
        in project: Project.Name,
        as caller: Caller
    ) async throws -> RunComparison {
        try Limits.check(count: ids.count, "runs", limit: Limits.comparedRuns)
        return try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let runs = try ids.map { try run($0, of: project, transaction) }
            guard runs.count > 1, Set(runs.map(\.id)).count == runs.count else {
                throw RoostError(.invalidArgument, "at least two runs can be compared, each named once")
            }
            return RunComparison(runs)
        }
    }

    private func run(
        _ id: TrackedRunID,
        of project: Project,
        deleted: Bool = false,
        _ transaction: some Reading
    ) throws -> Run {
        try run(place(of: id, in: project, transaction).id, of: project, deleted: deleted, transaction)
    }

    /// - Throws: `notFound` if the project has no such run, or it was deleted and `deleted` does not allow for that.
    func run(
        _ id: Identifier<Run>,
        of project: Project,
        deleted: Bool = false,
        _ transaction: some Reading
    ) throws -> Run {
        guard let run = try transaction.run(id), run.projectID == project.id else {
            throw TrackedRunID(id).isMissing(in: project)
        }
        guard deleted || run.deletedAt == nil else {
            throw RoostError(.notFound, "run \(id) was deleted; undelete it to use it again")
        }
        return run
    }

    private func checkIsFree(_ run: Run, _ transaction: some Reading) throws {
        guard let id = run.executionID, try !execution(id, transaction).status.isFinished else { return }
        throw RoostError(
            .failedPrecondition,
            "execution \(id) writes run \(run.id); cancel it or wait for its end, then delete"
        )
    }

    private func move(
        _ run: Run,
        to status: Run.Status,
        at moment: Timestamp?,
        _ transaction: WriteTransaction
    ) throws {
        guard run.executionID == nil else {
            throw RoostError(
                .failedPrecondition,
                "the status of run \(run.id) follows its execution; cancel that to stop it"
            )
        }
        let after = try run.status.after(status.event)
        guard after != run.status else { return }
        try transaction.setStatus(of: run.id, to: after, at: moment ?? now())
    }
}

extension Run.Order {
    fileprivate var needsExperiment: RoostError {
        RoostError(.invalidArgument, "runs are in the order of \(text) within an experiment; name one")
    }
}
