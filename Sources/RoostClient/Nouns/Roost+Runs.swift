extension Roost {
    public func runs(
        _ selection: RunSelection = RunSelection(),
        page: PageRequest = .first
    ) async throws -> Page<Run> {
        let request = Request(.get, inProject("runs")).adding(page)
            .adding("experiment", selection.experiment?.text)
            .adding("status", selection.status?.rawValue)
            .adding("parent", selection.parent?.text)
            .adding("execution", selection.execution?.description)
            .adding("version", selection.version?.description)
            .adding("filter", selection.filter?.text)
            .adding("order", selection.order.text)
            .adding("deleted", selection.includesDeleted ? "true" : nil)
        return try await connection.value(request)
    }

    public func allRuns(_ selection: RunSelection = RunSelection()) -> Listing<Run> {
        Listing { try await runs(selection, page: $0) }
    }

    public func run(_ id: some RunReference) async throws -> Run {
        try await connection.value(Request(.get, inProject("runs", id.trackedID.text)))
    }

    /// Starts a run, and makes its experiment if that is missing.
    ///
    /// ``withRun(_:perform:)`` also ends it.
    public func createRun(_ draft: Run.Draft) async throws -> Run {
        try await connection.value(Request(.post, inProject("runs")).json(draft))
    }

    public func updateRun(_ id: some RunReference, _ changes: Run.Changes) async throws -> Run {
        try await connection.value(Request(.patch, inProject("runs", id.trackedID.text)).json(changes))
    }

    /// Says how a run ended.
    public func finishRun(_ id: some RunReference, as status: Run.Status = .finished) async throws -> Run {
        try await updateRun(id, Run.Changes(status: status))
    }

    /// Hides the run and lets garbage collection take it later.
    public func deleteRun(_ id: some RunReference) async throws {
        try await connection.perform(Request(.delete, inProject("runs", id.trackedID.text)))
    }

    public func undeleteRun(_ id: some RunReference) async throws -> Run {
        try await connection.value(Request(.post, inProject("runs", id.trackedID.text, "undelete")))
    }

    /// Parameters and metrics of 2 to 100 runs side by side.
    public func compareRuns(_ ids: [some RunReference]) async throws -> RunComparison {
        let list = ids.map(\.trackedID.text).joined(separator: ",")
        return try await connection.value(Request(.get, inProject("runs", "compare")).adding("runs", list))
    }
}
