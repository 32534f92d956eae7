import GRDB
import RoostEntities

extension Reading {
    /// Runs that were deleted, or whose experiment was, before `moment`; so many at most.
    package func purgeableRuns(before moment: Timestamp, limit: Int) throws -> [Identifier<Run>] {
        try connection.values(
            """
            SELECT id FROM run WHERE deletedAt < ?1
            UNION
            SELECT run.id FROM experiment JOIN run ON run.experimentKey = experiment.key
            WHERE experiment.deletedAt < ?1
            LIMIT ?2
            """,
            [moment, limit]
        )
    }

    /// How many there are.
    package func purgeableRunCount(before moment: Timestamp) throws -> Int {
        try connection.value(
            """
            SELECT count(*) FROM (
                SELECT id FROM run WHERE deletedAt < ?1
                UNION
                SELECT run.id FROM experiment JOIN run ON run.experimentKey = experiment.key
                WHERE experiment.deletedAt < ?1
            )
            """,
            [moment]
        ) ?? 0
    }

    package func purgeableExperiments(before moment: Timestamp) throws -> [Identifier<Experiment>] {
        try connection.values("SELECT id FROM experiment WHERE deletedAt < ?", [moment])
    }

    /// Runs with a metric whose count is not that of its points.
    package func miscountedRuns() throws -> [Identifier<Run>] {
        try connection.values(
            """
            SELECT DISTINCT run.id FROM runMetric JOIN run ON run.key = runMetric.runKey
            WHERE runMetric.count <> (SELECT count(*) FROM metricPoint
                WHERE metricPoint.runKey = runMetric.runKey AND metricPoint.fieldKey = runMetric.fieldKey)
            LIMIT 1000
            """
        )
    }
}

extension WriteTransaction {
    /// Takes away some points of a deleted run, at most `limit`, so that nobody waits long for it; `nil` if the run
    /// was undeleted meanwhile, else how many went.
    package func purgePoints(
        of id: Identifier<Run>,
        deletedBefore moment: Timestamp,
        limit: Int
    ) throws -> Int? {
        guard try isPurgeable(id, before: moment), let run = try place(of: id) else { return nil }
        let ofModels = try purgeModelMetrics(of: run, limit: limit)
        guard ofModels == 0 else { return ofModels }
        return try connection.execute(
            """
            DELETE FROM metricPoint WHERE (runKey, fieldKey, step, at, sequence) IN (
                SELECT runKey, fieldKey, step, at, sequence FROM metricPoint WHERE runKey = ? LIMIT ?)
            """,
            [run.key, limit]
        )
    }

    /// Removes a deleted run with all that is kept beside it; `false` if it was undeleted meanwhile.
    package func purgeRun(_ id: Identifier<Run>, deletedBefore moment: Timestamp) throws -> Bool {
        guard try isPurgeable(id, before: moment) else { return false }
        return try connection.execute("DELETE FROM run WHERE id = ?", [id]) > 0
    }

    /// Removes a deleted experiment that has no runs, no logged models and no traces any more.
    package func purgeExperiment(_ id: Identifier<Experiment>, deletedBefore moment: Timestamp) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM experiment
            WHERE id = ? AND deletedAt < ? AND NOT EXISTS (SELECT 1 FROM run WHERE experimentKey = experiment.key)
                AND NOT EXISTS (SELECT 1 FROM loggedModel WHERE experimentKey = experiment.key)
                AND NOT EXISTS (SELECT 1 FROM trace WHERE experimentKey = experiment.key)
            """,
            [id, moment]
        ) > 0
    }

    /// Sums a run's metrics up anew from their points.
    package func recount(_ id: Identifier<Run>) throws {
        guard let run = try place(of: id) else { return }
        try connection.execute(
            """
            UPDATE runMetric SET
                (last, step, at) = (SELECT value, step, at FROM metricPoint
                    WHERE metricPoint.runKey = runMetric.runKey AND metricPoint.fieldKey = runMetric.fieldKey
                    ORDER BY step DESC, at DESC, value DESC LIMIT 1),
                (min, max, count) = (SELECT min(value), max(value), count(*) FROM metricPoint
                    WHERE metricPoint.runKey = runMetric.runKey AND metricPoint.fieldKey = runMetric.fieldKey)
            WHERE runKey = ?1 AND EXISTS (SELECT 1 FROM metricPoint
                WHERE metricPoint.runKey = runMetric.runKey AND metricPoint.fieldKey = runMetric.fieldKey)
            """,
            [run.key]
        )
        try connection.execute(
            """
            DELETE FROM runMetric WHERE runKey = ? AND NOT EXISTS (SELECT 1 FROM metricPoint
                WHERE metricPoint.runKey = runMetric.runKey AND metricPoint.fieldKey = runMetric.fieldKey)
            """,
            [run.key]
        )
    }

    private func isPurgeable(_ id: Identifier<Run>, before moment: Timestamp) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 FROM run JOIN experiment ON experiment.key = run.experimentKey
            WHERE run.id = ?1 AND (run.deletedAt < ?2 OR experiment.deletedAt < ?2)
            """,
            [id, moment]
        )
    }
}
