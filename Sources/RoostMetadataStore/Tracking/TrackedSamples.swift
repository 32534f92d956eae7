import GRDB
import RoostEntities

extension Reading {
    /// Points of a metric by step and moment, evenly picked when there are more than `limit`; the last is among them.
    ///
    /// Points are parted into `limit` buckets as SQL's `ntile` does it, of which each gives its first.
    package func samples(
        of key: Run.Key,
        of run: RunPlace,
        steps: ClosedRange<Int64>?,
        limit: Int
    ) throws -> [MetricPoint] {
        guard limit > 0, let field = try field(key.text, in: run.projectID) else { return [] }
        let rows = """
            FROM metricPoint WHERE runKey = ? AND fieldKey = ? AND step BETWEEN ? AND ?
            """
        let arguments: StatementArguments = [
            run.key, field, steps?.lowerBound ?? .min, steps?.upperBound ?? .max,
        ]
        let count = try connection.value("SELECT count(*) \(rows)", arguments) ?? 0
        let buckets = min(limit, count)
        var (points, index, bucket) = ([MetricPoint](), 0, 0)
        try connection.each("SELECT step, at, value \(rows) ORDER BY step, at, value", arguments) { row in
            defer { index += 1 }
            let isFirst = bucket < buckets && index == bucket * (count / buckets) + min(bucket, count % buckets)
            guard isFirst || index == count - 1 else { return true }
            if isFirst { bucket += 1 } else if points.count == limit { points.removeLast() }
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
