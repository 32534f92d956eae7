import GRDB
import RoostEntities

extension Reading {
    /// Logged models that were deleted, or whose experiment was, before `moment`; so many at most.
    package func purgeableLoggedModels(before moment: Timestamp, limit: Int) throws -> [LoggedModelPlace] {
        try connection.all(
            """
            SELECT key, id, projectID FROM loggedModel WHERE deletedAt < ?1
            UNION
            SELECT loggedModel.key, loggedModel.id, loggedModel.projectID
            FROM experiment JOIN loggedModel ON loggedModel.experimentKey = experiment.key
            WHERE experiment.deletedAt < ?1
            LIMIT ?2
            """,
            [moment, limit]
        )
    }

    /// How many there are.
    package func purgeableLoggedModelCount(before moment: Timestamp) throws -> Int {
        try connection.value(
            """
            SELECT count(*) FROM (
                SELECT key FROM loggedModel WHERE deletedAt < ?1
                UNION
                SELECT loggedModel.key FROM experiment JOIN loggedModel ON loggedModel.experimentKey = experiment.key
                WHERE experiment.deletedAt < ?1
            )
            """,
            [moment]
        ) ?? 0
    }
}

extension WriteTransaction {
    /// Takes away some of what runs measured of a deleted model, at most `limit` points, so that nobody waits long for
    /// it; how many went.
    package func purgePoints(
        of model: LoggedModelPlace,
        deletedBefore moment: Timestamp,
        limit: Int
    ) throws -> Int {
        guard try isPurgeable(model, before: moment) else { return 0 }
        return try purgeModelMetrics("modelKey = ?", model.key, limit: limit)
    }

    /// Removes a deleted model with all that is kept beside it; `false` if its experiment was undeleted meanwhile.
    package func purgeLoggedModel(_ model: LoggedModelPlace, deletedBefore moment: Timestamp) throws -> Bool {
        guard try isPurgeable(model, before: moment) else { return false }
        return try connection.execute("DELETE FROM loggedModel WHERE key = ?", [model.key]) > 0
    }

    /// Takes away some of what a run measured of models; how many points went.
    func purgeModelMetrics(of run: RunPlace, limit: Int) throws -> Int {
        try purgeModelMetrics("runKey = ?", run.key, limit: limit)
    }

    private func purgeModelMetrics(_ condition: String, _ key: Int64, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM loggedModelMetric WHERE (modelKey, fieldKey, at, step, runKey, dataset, digest) IN (
                SELECT modelKey, fieldKey, at, step, runKey, dataset, digest FROM loggedModelMetric
                WHERE \(condition) LIMIT ?)
            """,
            [key, limit]
        )
    }

    private func isPurgeable(_ model: LoggedModelPlace, before moment: Timestamp) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 FROM loggedModel JOIN experiment ON experiment.key = experimentKey
            WHERE loggedModel.key = ?1 AND (loggedModel.deletedAt < ?2 OR experiment.deletedAt < ?2)
            """,
            [model.key, moment]
        )
    }
}
