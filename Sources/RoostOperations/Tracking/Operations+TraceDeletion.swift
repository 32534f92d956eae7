import RoostEntities
import RoostMetadataStore

extension Operations {
    /// So many traces go in a transaction, so that nobody's write waits for all of them.
    private static var tracesAtOnce: Int { 100 }

    /// Takes away traces of an experiment for good; their files go with the next collection.
    ///
    /// - Parameters:
    ///   - ids: The traces; what is none of the experiment is passed over.
    ///   - experiment: The number of the experiment.
    ///   - project: Where the experiment is.
    ///   - caller: A contributor.
    /// - Returns: How many there were.
    /// - Throws: `tooLarge` for too many at once, `permissionDenied` for a viewer.
    package func deleteTraces(
        _ ids: [String],
        ofExperiment experiment: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Int {
        try Limits.check(count: ids.count, "traces", limit: Limits.traces)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let count = try ids.reduce(0) { count, id in
                guard let id = try? Trace.ID(id) else { return count }
                return try count + (transaction.deleteTrace(id, ofExperiment: experiment, in: project.id) ? 1 : 0)
            }
            try recordDeletion(of: count, experiment, in: project, by: caller, transaction)
            return count
        }
    }

    /// Takes away the oldest traces of an experiment, at most so many, that began at `moment` or before; how many went.
    package func deleteTraces(
        until moment: Timestamp,
        atMost limit: Int?,
        ofExperiment experiment: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Int {
        var total = 0
        while total < limit ?? .max {
            let wanted = min(Self.tracesAtOnce, (limit ?? .max) - total)
            let count = try await metadata.write { [self] transaction in
                let project = try self.project(project, for: caller, as: .contributor, in: transaction)
                guard try transaction.trackedExperiment(number: experiment, in: project.id) != nil else { return 0 }
                let count = try transaction.deleteTraces(ofExperiment: experiment, until: moment, limit: wanted)
                try recordDeletion(of: count, experiment, in: project, by: caller, transaction)
                return count
            }
            total += count
            guard count == wanted else { break }
        }
        return total
    }

    private func recordDeletion(
        of count: Int,
        _ experiment: Int64,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        guard count > 0 else { return }
        try record(
            "trace.delete",
            of: "experiment \(experiment)",
            detail: "\(count) traces",
            in: project,
            by: caller,
            transaction
        )
    }
}
