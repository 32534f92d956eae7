import GRDB
import RoostEntities

extension Reading {
    /// How many traces there are of experiments that were deleted before `moment`.
    package func purgeableTraceCount(before moment: Timestamp) throws -> Int {
        try connection.value(
            """
            SELECT count(*) FROM experiment JOIN trace ON trace.experimentKey = experiment.key
            WHERE experiment.deletedAt < ?
            """,
            [moment]
        ) ?? 0
    }
}

extension WriteTransaction {
    /// Removes traces of experiments that were deleted before `moment`, `limit` at most; how many went.
    package func purgeTraces(ofExperimentsDeletedBefore moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM trace WHERE key IN (
                SELECT trace.key FROM experiment JOIN trace ON trace.experimentKey = experiment.key
                WHERE experiment.deletedAt < ? LIMIT ?)
            """,
            [moment, limit]
        )
    }
}
