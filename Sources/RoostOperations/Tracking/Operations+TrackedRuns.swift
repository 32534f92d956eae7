import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Runs of a search in its order, from `place` on, where the page before ended.
    package func trackedRuns(
        _ search: RunSearch,
        limit: Int,
        from place: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> (runs: [TrackedRun], next: Int?) {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.trackedRuns(search, in: project.id, limit: limit, from: place)
        }
    }

    /// Deleted or not.
    package func trackedRun(_ id: String, in project: Project.Name, as caller: Caller) async throws -> TrackedRun {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try trackedRun(id, in: project, transaction)
        }
    }

    /// Starts a run in an experiment that was not deleted.
    package func createTrackedRun(
        _ draft: TrackedRunDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedRun {
        try draft.entries.check()
        try Limits.check(draft.user, "the user")
        return try await metadata.write { [self] transaction in
            let role = draft.foreignID == nil ? Role.contributor : .maintainer
            let project = try self.project(project, for: caller, as: role, in: transaction)
            if let id = draft.foreignID { try checkIsFree(id, in: project, transaction) }
            let experiment = try trackedExperiment(draft.experiment, in: project, transaction).experiment
            guard experiment.deletedAt == nil else {
                throw TrackingRefusal.experimentIsDeleted(draft.experiment).error
            }
            let id: Identifier<Run> = ids.next()
            try transaction.insertRun(
                NewRun(
                    id: id,
                    projectID: project.id,
                    experimentID: experiment.id,
                    name: draft.entries.name ?? RunName.madeUp(for: id),
                    startedAt: draft.startedAt ?? now(),
                    parentID: nil,
                    executionID: nil,
                    versionID: nil,
                    note: draft.entries.note ?? "",
                    inputs: [],
                    createdBy: caller.name
                )
            )
            if let user = draft.user, !user.isEmpty { try transaction.setUser(of: id, to: user) }
            if let foreignID = draft.foreignID { try transaction.setForeignID(of: id, to: foreignID) }
            guard let place = try transaction.place(of: id) else { throw TrackingRefusal.noRun("\(id)").error }
            try write(draft.entries, of: id, place, in: project, transaction)
            try record(
                "run.create",
                of: id.description,
                detail: "in \(quoted(experiment.name.text))",
                in: project,
                by: caller,
                transaction
            )
            return try trackedRun(id.description, in: project, transaction)
        }
    }

    /// Sets status, end and name of a run that was not deleted, whatever its status was.
    package func updateTrackedRun(
        _ id: String,
        status: Run.Status?,
        endedAt: Timestamp?,
        name: String?,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TrackedRun {
        try Run.check(name: name)
        return try await metadata.write { [self] transaction in
            let (id, _) = try writableRun(id, in: project, for: caller, transaction)
            let project = try self.project(project, for: caller, in: transaction)
            let run = try self.run(id, of: project, transaction)
            if let name { try transaction.updateRun(id, name: name, note: run.note) }
            if let status, status != run.status { try move(run, to: status, at: now(), transaction) }
            if let endedAt { try transaction.setEnd(of: id, to: endedAt) }
            try record(
                "run.update",
                of: id.description,
                detail: [status?.rawValue, name.map { _ in "name" }].compactMap { $0 }.joined(separator: ", "),
                in: project,
                by: caller,
                transaction
            )
            return try trackedRun(id.description, in: project, transaction)
        }
    }

    /// Hides a run; one that is hidden stays so.
    package func deleteTrackedRun(_ id: String, in project: Project.Name, as caller: Caller) async throws {
        let run = try await trackedRun(id, in: project, as: caller)
        guard run.run.deletedAt == nil else { return }
        try await deleteRun(run.trackedID, in: project, as: caller)
    }

    /// Takes a deletion back.
    package func restoreTrackedRun(_ id: String, in project: Project.Name, as caller: Caller) async throws {
        let run = try await trackedRun(id, in: project, as: caller)
        _ = try await undeleteRun(run.trackedID, in: project, as: caller)
    }

    private func move(
        _ run: Run,
        to status: Run.Status,
        at moment: Timestamp,
        _ transaction: WriteTransaction
    ) throws {
        guard run.executionID == nil else {
            throw RoostError(
                .failedPrecondition,
                "the status of run \(run.id) follows its execution; cancel that to stop it"
            )
        }
        let before = run.status.hasEnded ? try run.status.after(.resume) : run.status
        try transaction.setStatus(of: run.id, to: try before.after(status.event), at: moment)
    }

    func trackedRun(_ id: String, in project: Project, _ transaction: some Reading) throws -> TrackedRun {
        guard let found = try transaction.runID(tracked: id, in: project.id),
            let run = try transaction.trackedRun(found)
        else { throw TrackingRefusal.noRun(id).error }
        return run
    }

    private func checkIsFree(_ id: TrackedRunID, in project: Project, _ transaction: some Reading) throws {
        guard try transaction.runID(tracked: id.text, in: project.id) != nil else { return }
        throw RoostError(
            .alreadyExists,
            "there is a run \(quoted(id.text)) already; go on with it, or leave out run_id to start another"
        )
    }
}
