import GRDB
import RoostEntities

extension Reading {
    /// The versions whose latest evaluation on a snapshot has the metric, the best first; archived and deleted ones are
    /// left out.
    ///
    /// - Parameters:
    ///   - snapshot: What they were evaluated on.
    ///   - part: The items of it.
    ///   - metric: What they are ordered by.
    ///   - ascending: Whether the lowest is the best.
    ///   - page: Which of them.
    /// - Returns: A page of them.
    /// - Throws: `invalidArgument` for a token of another list.
    package func leaderboard(
        on snapshot: Identifier<Snapshot>,
        part: Evaluation.Part,
        by metric: String,
        ascending: Bool,
        page: PageRequest
    ) throws -> Page<LeaderboardEntry> {
        let place = try page.afterScore(ascending: ascending)
        let order = ascending ? "" : " DESC"
        let rows: [LeaderboardEntry] = try connection.all(
            """
            SELECT evaluationScore.versionID, evaluation.version, evaluationScore.evaluationID, evaluationScore.value,
                evaluation.metrics, evaluation.cost, evaluation.finishedAt
            FROM evaluationScore
                JOIN evaluation ON evaluation.id = evaluationScore.evaluationID
                JOIN version ON version.id = evaluationScore.versionID
                JOIN model ON model.id = version.modelID
            WHERE evaluationScore.snapshotID = ? AND evaluationScore.subset = ? AND evaluationScore.metric = ?
                AND (evaluationScore.value, evaluationScore.versionID) \(ascending ? ">" : "<") (?, ?)
                AND version.deletedAt IS NULL AND version.archivedAt IS NULL AND model.deletedAt IS NULL
            ORDER BY evaluationScore.value\(order), evaluationScore.versionID\(order) LIMIT ?
            """,
            [snapshot, part.column, metric, place.value, place.version, page.rowLimit]
        )
        return try page.page(rows) { try PageToken("\(String($0.value.bitPattern, radix: 16))_\($0.versionID)") }
    }

    /// The metrics that a leaderboard can be ordered by.
    package func leaderboardMetrics(on snapshot: Identifier<Snapshot>, part: Evaluation.Part) throws -> [String] {
        try connection.values(
            "SELECT DISTINCT metric FROM evaluationScore WHERE snapshotID = ? AND subset = ? ORDER BY metric LIMIT 1000",
            [snapshot, part.column]
        )
    }
}

extension PageRequest {
    fileprivate func afterScore(ascending: Bool) throws -> (value: Double, version: Identifier<Version>) {
        guard let after else {
            return ascending ? (-.greatestFiniteMagnitude, .least) : (.greatestFiniteMagnitude, .greatest)
        }
        let parts = after.text.split(separator: "_")
        guard parts.count == 2, let bits = UInt64(parts[0], radix: 16), !Double(bitPattern: bits).isNaN else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(after.text)) is no page token of this list: pass 'next' of the page before as it was"
            )
        }
        return (Double(bitPattern: bits), try Identifier(parts[1]))
    }
}
