import GRDB
import RoostEntities

extension Reading {
    /// Points of a metric by moment, those of one moment by step and then by value, after the first `offset`.
    package func history(of key: Run.Key, of run: RunPlace, limit: Int, offset: Int) throws -> [MetricPoint] {
        guard let field = try field(key.text, in: run.projectID) else { return [] }
        var points: [MetricPoint] = []
        try connection.each(
            """
            SELECT step, at, value FROM metricPoint WHERE runKey = ? AND fieldKey = ?
            ORDER BY at, step, value LIMIT ? OFFSET ?
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
        return points
    }
}
