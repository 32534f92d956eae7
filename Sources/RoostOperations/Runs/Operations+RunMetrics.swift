import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Writes parameters, metric points and tags of a run, all or none; sent again, they change nothing.
    ///
    /// 1,000 of each at most.
    package func logRun(
        _ id: TrackedRunID,
        _ entries: Run.Entries,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try entries.check()
        try await metadata.writePoints { [self] transaction in
            let (id, _) = try writablePlace(of: id, in: project, for: caller, transaction)
            try logRun(id, entries, transaction)
        }
    }

    /// A metric's points by step, those of one step in the order of their moments.
    package func metricHistory(
        of id: TrackedRunID,
        _ key: Run.Key,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<MetricPoint> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.points(of: key, of: readablePlace(of: id, in: project, transaction), page: page)
        }
    }

    /// A metric's points as a chart has to show them: the least and the greatest of every stretch of steps.
    ///
    /// - Parameters:
    ///   - id: The run.
    ///   - key: The metric.
    ///   - limit: How many points there may be, 2 to 10,000; a metric that has no more comes whole.
    ///   - project: Where the run is.
    ///   - caller: A viewer.
    /// - Returns: Points in the order of their steps.
    /// - Throws: `invalidArgument` for another limit, `notFound` if there is no such run.
    package func metricChart(
        of id: TrackedRunID,
        _ key: Run.Key,
        limit: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [MetricPoint] {
        guard (2...10_000).contains(limit) else {
            throw RoostError(.invalidArgument, "a chart has 2 to 10000 points, not \(limit)")
        }
        return try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let place = try readablePlace(of: id, in: project, transaction)
            return try transaction.points(of: key, of: place, reducedTo: limit)
        }
    }

    /// - Throws: `notFound` if the project has no such run, or it was deleted.
    func readablePlace(
        of id: TrackedRunID,
        in project: Project,
        _ transaction: some Reading
    ) throws -> RunPlace {
        let (_, place) = try place(of: id, in: project, transaction)
        guard place.deletedAt == nil else {
            throw RoostError(.notFound, "run \(id) or its experiment was deleted; undelete it to use it again")
        }
        return place
    }
}
