import GRDB
import RoostEntities

extension Reading {
    package func metric(_ key: Run.Key, of run: RunPlace) throws -> MetricSummary? {
        guard let field = try field(key.text, in: run.projectID) else { return nil }
        return try summary(of: field, run)
    }

    func summary(of field: Int64, _ run: RunPlace) throws -> MetricSummary? {
        try connection.first(
            "SELECT \(MetricSummary.columns) FROM runMetric WHERE runKey = ? AND fieldKey = ?",
            [run.key, field]
        )
    }

    /// By step, those of one step in the order of their moments.
    package func points(of key: Run.Key, of run: RunPlace, page: PageRequest) throws -> Page<MetricPoint> {
        guard let field = try field(key.text, in: run.projectID) else { return Page(items: []) }
        let after = try page.afterText().map(PointPlace.init) ?? .least
        let rows: [PointRow] = try connection.all(
            """
            SELECT step, at, sequence, value FROM metricPoint
            WHERE runKey = ? AND fieldKey = ? AND (step, at, sequence) > (?, ?, ?)
            ORDER BY step, at, sequence LIMIT ?
            """,
            [run.key, field, after.step, after.at, after.sequence, page.rowLimit]
        )
        let found = try page.page(rows) { try PageToken(encoding: $0.place.text) }
        return Page(items: found.items.map { $0.point(of: key) }, next: found.next)
    }

    /// What a chart of `limit` points has to show of the metric; all points when there are no more than that.
    package func points(of key: Run.Key, of run: RunPlace, reducedTo limit: Int) throws -> [MetricPoint] {
        guard let field = try field(key.text, in: run.projectID), let summary = try self.summary(of: field, run)
        else {
            return []
        }
        let first: Int64? = try connection.value(
            "SELECT step FROM metricPoint WHERE runKey = ? AND fieldKey = ? ORDER BY step LIMIT 1",
            [run.key, field]
        )
        let start = min(first ?? summary.step, summary.step)
        var reduction = MetricReduction(steps: start...summary.step, limit: limit)
        var points: [MetricPoint] = []
        try connection.each(
            """
            SELECT step, at, sequence, value FROM metricPoint WHERE runKey = ? AND fieldKey = ?
            ORDER BY step, at, sequence
            """,
            [run.key, field]
        ) { row in
            let point = try PointRow(row: row).point(of: key)
            if summary.count <= limit { points.append(point) } else { reduction.add(point) }
            return true
        }
        return summary.count <= limit ? points : reduction.points
    }
}

/// Where a point is among those of its metric.
private struct PointPlace {
    let step: Int64
    let at: Int64
    let sequence: Int64

    static var least: PointPlace { PointPlace(step: .min, at: .min, sequence: -1) }

    var text: String { "\(step) \(at) \(sequence)" }
}

extension PointPlace {
    init(_ text: String) throws(RoostError) {
        let numbers = text.split(separator: " ").map { Int64($0) }
        guard numbers.count == 3, let step = numbers[0], let at = numbers[1], let sequence = numbers[2] else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no place among points: pass 'next' of the page before as it was"
            )
        }
        self.init(step: step, at: at, sequence: sequence)
    }
}

private struct PointRow: FetchableRecord {
    let place: PointPlace
    let value: Double

    init(row: Row) throws {
        place = PointPlace(
            step: try row.decode(atIndex: 0),
            at: try row.decode(atIndex: 1),
            sequence: try row.decode(atIndex: 2)
        )
        value = try row.decode(Double?.self, atIndex: 3) ?? .nan
    }

    func point(of key: Run.Key) -> MetricPoint {
        MetricPoint(key: key, step: place.step, at: Timestamp(milliseconds: place.at), value: value)
    }
}
