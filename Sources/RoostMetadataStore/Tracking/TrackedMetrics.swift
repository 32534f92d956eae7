import GRDB
import RoostEntities

extension Reading {
    /// Points of a metric by moment, those of one moment by step and then by value, after the first `offset`.
    package func history(of key: Run.Key, of run: RunPlace, limit: Int, offset: Int) throws -> [MetricPoint] {
        guard let field = try field(key.text, in: run.projectID), let summary = try summary(of: field, run) else {
            return []
        }
        // The table has points by step, which mostly is the order that is wanted, too; many are left to the database.
        let isWhole = offset == 0 && summary.count <= limit
        var points: [MetricPoint] = []
        try connection.each(
            """
            SELECT step, at, value FROM metricPoint WHERE runKey = ? AND fieldKey = ?
            ORDER BY \(isWhole ? "step, at, sequence" : "at, step, value") LIMIT ? OFFSET ?
            """,
            [run.key, field, limit, offset]
        ) { row in
            points.append(
                MetricPoint(
                    key: key,
                    step: try row.decode(atIndex: 0),
                    at: try row.decode(atIndex: 1),
                    value: try row.decode(Double?.self, atIndex: 2) ?? .nan
                )
            )
            return true
        }
        guard isWhole, !zip(points, points.dropFirst()).allSatisfy({ !$1.isBefore($0) }) else { return points }
        return points.sorted { $0.isBefore($1) }
    }
}

extension MetricPoint {
    /// Whether it comes first by moment, step and value; what is no number comes before all values.
    fileprivate func isBefore(_ other: MetricPoint) -> Bool {
        guard (at, step) == (other.at, other.step) else { return (at, step) < (other.at, other.step) }
        return value.isNaN ? !other.value.isNaN : value < other.value
    }
}
