import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Writes what a client tells of a run that was not deleted, all or none; sent again, it changes nothing.
    package func logTrackedRun(
        _ id: String,
        _ entries: TrackedEntries,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try entries.check()
        try await metadata.writePoints { [self] transaction in
            let (id, place) = try writableRun(id, in: project, for: caller, transaction)
            let project = try self.project(project, for: caller, in: transaction)
            try write(entries, of: id, place, in: project, transaction)
        }
    }

    /// Takes a tag away.
    package func deleteTrackedTag(
        _ key: String,
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let (id, place) = try writableRun(id, in: project, for: caller, transaction)
            guard try transaction.deleteTag(key, of: place) else { throw TrackingRefusal.noTag(key, id).error }
        }
    }

    /// Takes away what `mlflow.parentRunId` and its like say: a run that was a part of another is one no more.
    package func deleteTrackedParent(
        of id: String,
        tag: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let (id, place) = try writableRun(id, in: project, for: caller, transaction)
            let hadTag = try transaction.deleteTag(tag, of: place)
            guard try hadTag || transaction.trackedRun(id)?.run.parentID != nil else {
                throw TrackingRefusal.noTag(tag, id).error
            }
            try transaction.setParent(of: id, to: nil)
        }
    }

    /// Points of a metric by moment, after the first `offset`; none of a run that is not there.
    package func trackedHistory(
        of id: String,
        _ key: String,
        limit: Int,
        offset: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [MetricPoint] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            guard let key = try? Run.Key(key), let (_, place) = try transaction.place(tracked: id, in: project.id)
            else {
                return []
            }
            return try transaction.history(of: key, of: place, limit: limit, offset: offset)
        }
    }

    /// Points of a metric of several runs by step, evenly picked when a run has more than `limit`; none of a run that is
    /// not there.
    package func trackedSamples(
        of ids: [String],
        _ key: String,
        steps: ClosedRange<Int64>?,
        limit: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [(run: String, points: [MetricPoint])] {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            guard let key = try? Run.Key(key) else { return [] }
            return try ids.compactMap { text in
                guard let (_, place) = try transaction.place(tracked: text, in: project.id) else { return nil }
                return (text, try transaction.samples(of: key, of: place, steps: steps, limit: limit))
            }
        }
    }

    /// Writes entries that were checked.
    func write(
        _ entries: TrackedEntries,
        of id: Identifier<Run>,
        _ place: RunPlace,
        in project: Project,
        _ transaction: WriteTransaction
    ) throws {
        var refused: [TrackingRefusal.WrittenParameter] = []
        for (key, value) in entries.parameters.sorted(by: { $0.key < $1.key }) {
            let kept = try transaction.insertParameter(key, value, of: place)
            if kept != value { refused.append(.init(key: key, kept: kept, refused: value)) }
        }
        guard refused.isEmpty else { throw TrackingRefusal.parametersAreWritten(id, refused).error }
        let newMetrics = try transaction.insertPoints(entries.metrics, of: place)
        if !entries.modelMetrics.isEmpty { try write(entries.modelMetrics, of: place, in: project, transaction) }
        var tags = entries.tags
        if let parent = entries.parent { try write(parent, of: id, in: project, tags: &tags, transaction) }
        if !tags.isEmpty { try applyTags(tags.mapValues { .some($0) }, to: place, transaction) }
        if entries.name != nil || entries.note != nil {
            let run = try run(id, of: project, transaction)
            try transaction.updateRun(id, name: entries.name ?? run.name, note: entries.note ?? run.note)
        }
        try checkSize(
            of: place,
            wroteParameters: !entries.parameters.isEmpty,
            wroteMetrics: newMetrics > 0,
            transaction
        )
    }

    /// A parent that is a run of the project is kept as such, and what it is called as a tag unless that is its identifier.
    private func write(
        _ parent: TrackedEntries.Parent,
        of id: Identifier<Run>,
        in project: Project,
        tags: inout [String: String],
        _ transaction: WriteTransaction
    ) throws {
        let known = try transaction.runID(tracked: parent.id, in: project.id)
        if let known, known != id { try transaction.setParent(of: id, to: known) }
        guard let known, known != id, known.description == parent.id else {
            tags[parent.tag] = parent.id
            return
        }
        if let place = try transaction.place(of: id) { _ = try transaction.deleteTag(parent.tag, of: place) }
    }

    /// A run that the caller may write: a contributor any, the worker of an execution that execution's own.
    func writableRun(
        _ text: String,
        in project: Project.Name,
        for caller: Caller,
        _ transaction: some Reading
    ) throws -> (id: Identifier<Run>, place: RunPlace) {
        let project = try self.project(project, for: caller, in: transaction)
        guard let (id, place) = try transaction.place(tracked: text, in: project.id) else {
            throw TrackingRefusal.noRun(text).error
        }
        guard place.deletedAt == nil else { throw TrackingRefusal.runIsDeleted(id).error }
        if caller.executionID == nil || place.executionID != caller.executionID {
            try caller.require(.contributor, in: project)
        }
        return (id, place)
    }
}

extension TrackedEntries {
    func check() throws(RoostError) {
        try Run.check(name: name)
        try Run.check(parameters: parameters)
        try Limits.check(note, "the note", limit: Limits.description)
        try Limits.check(count: metrics.count, "metric points", limit: Limits.entries)
        try Limits.check(count: modelMetrics.count, "metric points of models", limit: Limits.entries)
        try Limits.check(count: tags.count, "tags", limit: Limits.entries)
    }
}
