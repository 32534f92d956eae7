extension Roost {
    /// Writes parameters, metric points and tags of a run.
    ///
    /// What is sent again changes nothing, so a broken connection is tried again. Up to 1,000 of each are written
    /// together or not at all; more points than that go in several such parts.
    public func logRun(_ id: some RunReference, _ entries: Run.Entries) async throws {
        var part = entries
        var rest = entries.metrics[...]
        repeat {
            part.metrics = Array(rest.prefix(1000))
            rest = rest.dropFirst(1000)
            try await send(part, to: id)
            part = Run.Entries()
        } while !rest.isEmpty
    }

    /// A metric's points by step.
    public func metricHistory(
        of run: some RunReference,
        _ key: Run.Key,
        page: PageRequest = .first
    ) async throws -> Page<MetricPoint> {
        try await connection.value(
            Request(.get, inProject("runs", run.trackedID.text, "metrics", key.text)).adding(page)
        )
    }

    public func allMetricHistory(of run: some RunReference, _ key: Run.Key) -> Listing<MetricPoint> {
        Listing { try await metricHistory(of: run, key, page: $0) }
    }

    /// A metric's points as a chart of `limit` points (2 to 10,000) has to show them: of every stretch of steps the
    /// least and the greatest value.
    public func metricChart(of run: some RunReference, _ key: Run.Key, limit: Int = 500) async throws -> [MetricPoint] {
        let request = Request(.get, inProject("runs", run.trackedID.text, "charts", key.text))
            .adding("points", String(limit))
        return try await connection.value(request, as: Page<MetricPoint>.self).items
    }

    private func send(_ entries: Run.Entries, to id: some RunReference) async throws {
        let request = try Request(.post, inProject("runs", id.trackedID.text, "log")).json(entries)
        var backoff = connection.backoff
        while true {
            do {
                return try await connection.perform(request)
            } catch let error as RoostError where error.isTransient {
                try await backoff.rest(after: error)
            }
        }
    }
}
