import RoostEntities
import RoostMetadataStore

/// How runs are written within a transaction, by whoever has checked that it may be done.
extension Operations {
    /// Starts a run, and makes its experiment if that is missing; the audit log is the caller's.
    func insertRun(
        _ draft: Run.Draft,
        version: Identifier<Version>? = nil,
        execution: Identifier<Execution>? = nil,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Run {
        let experiment = try openExperiment(draft.experiment, in: project, by: caller, transaction)
        if let parent = draft.parentID { _ = try run(parent, of: project, transaction) }
        let id: Identifier<Run> = ids.next()
        try transaction.insertRun(
            NewRun(
                id: id,
                projectID: project.id,
                experimentID: experiment.id,
                name: draft.name ?? RunName.madeUp(for: id),
                startedAt: draft.startedAt ?? now(),
                parentID: draft.parentID,
                executionID: execution,
                versionID: version,
                note: draft.note,
                inputs: draft.inputs,
                createdBy: caller.name
            )
        )
        let tags = draft.tags.values.mapValues { String?.some($0) }
        try logRun(id, Run.Entries(parameters: draft.parameters, tags: tags), transaction)
        return try run(id, of: project, transaction)
    }

    /// Writes what a run tells, all or none.
    ///
    /// - Throws: `failedPrecondition` for a parameter that has another value already, `tooLarge`.
    func logRun(_ id: Identifier<Run>, _ entries: Run.Entries, _ transaction: WriteTransaction) throws {
        guard let place = try transaction.place(of: id) else {
            throw RoostError(.notFound, "there is no run \(id); list the runs")
        }
        for (key, value) in entries.parameters.sorted(by: { $0.key < $1.key }) {
            let kept = try transaction.insertParameter(key, value, of: place)
            guard kept == value else {
                throw RoostError(
                    .failedPrecondition,
                    "parameter \(quoted(key)) is \(quoted(kept)) and is written once; start another run, "
                        + "or use a tag for what changes"
                )
            }
        }
        let newMetrics = try transaction.insertPoints(entries.metrics, of: place)
        if !entries.tags.isEmpty { try applyTags(entries.tags, to: place, transaction) }
        try checkSize(
            of: place,
            wroteParameters: !entries.parameters.isEmpty,
            wroteMetrics: newMetrics > 0,
            transaction
        )
    }

    /// Ends a run that an execution writes; one that has ended so already stays as it is.
    func finishRun(_ id: Identifier<Run>, as status: Run.Status, _ transaction: WriteTransaction) throws {
        guard let run = try transaction.run(id) else { return }
        let after = try run.status.after(status.event)
        guard after != run.status else { return }
        try transaction.setStatus(of: id, to: after, at: now())
    }

    func applyTags(_ changes: [String: String?], to place: RunPlace, _ transaction: WriteTransaction) throws {
        let before = try transaction.tags(of: place)
        let after = try before.applying(changes)
        for key in changes.keys where after.values[key] != before.values[key] {
            try transaction.setTag(key, to: after.values[key], of: place)
        }
    }

    /// The place of a run that the caller may write: a contributor any, the worker of an execution that execution's
    /// own.
    func writablePlace(
        of id: TrackedRunID,
        in project: Project.Name,
        for caller: Caller,
        _ transaction: some Reading
    ) throws -> (id: Identifier<Run>, place: RunPlace) {
        let project = try self.project(project, for: caller, in: transaction)
        let (id, place) = try self.place(of: id, in: project, transaction)
        guard place.deletedAt == nil else {
            throw RoostError(.notFound, "run \(id) or its experiment was deleted; undelete it to write it")
        }
        if let execution = caller.executionID, place.executionID == execution { return (id, place) }
        try caller.require(.contributor, in: project)
        return (id, place)
    }

    /// The identifier and place of a run, whatever it is called; deleted or not.
    ///
    /// - Throws: `notFound` if the project has no such run.
    func place(
        of id: TrackedRunID,
        in project: Project,
        _ transaction: some Reading
    ) throws -> (id: Identifier<Run>, place: RunPlace) {
        guard let found = try transaction.place(tracked: id.text, in: project.id) else {
            throw id.isMissing(in: project)
        }
        return found
    }

    /// Refuses a run that has come to hold too much; only what was written is counted.
    func checkSize(
        of place: RunPlace,
        wroteParameters: Bool,
        wroteMetrics: Bool,
        _ transaction: WriteTransaction
    ) throws {
        if wroteParameters {
            let count = try transaction.parameterCount(of: place)
            try Limits.check(count: count, "parameters of a run", limit: Limits.fieldsOfRun)
        }
        if wroteMetrics {
            let count = try transaction.metricCount(of: place)
            try Limits.check(count: count, "metrics of a run", limit: Limits.fieldsOfRun)
        }
    }
}

extension TrackedRunID {
    func isMissing(in project: Project) -> RoostError {
        RoostError(.notFound, "there is no run \(text) in project \(quoted(project.name.text)); list its runs")
    }
}
