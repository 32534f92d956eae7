import GRDB
import RoostEntities

extension WriteTransaction {
    /// Adds points, in order; a point that is there already, with its metric, step, moment and value, is left out.
    ///
    /// - Returns: How many metrics the run has now that it had not before.
    @discardableResult
    package func insertPoints(_ points: [MetricPoint], of run: RunPlace) throws -> Int {
        guard !points.isEmpty else { return 0 }
        let fields = try makeFields(points.map(\.key.text), in: run.projectID)
        let known = try summaries(of: Set(fields.values), run)
        var metrics = known.mapValues { NewPoints(after: $0) }
        for point in points {
            guard let field = fields[point.key.text] else { continue }
            try metrics[field, default: NewPoints()].add(point) { point in try exists(point, field, run) }
        }
        let changed = metrics.filter { !$0.value.rows.isEmpty }.sorted { $0.key < $1.key }
        var (summaries, rows): (Values, Values) = ([], [])
        for (field, new) in changed {
            if let summary = new.summary { summaries += values(of: summary, field, run) }
            for (point, sequence) in new.rows { rows += values(of: point, sequence, field, run) }
        }
        try write(summaries)
        try connection.execute(
            "INSERT INTO metricPoint (runKey, fieldKey, step, at, sequence, value) VALUES",
            row: "(?, ?, ?, ?, ?, ?)",
            width: 6,
            rows
        )
        return changed.count { known[$0.key] == nil }
    }

    private func summaries(of fields: Set<Int64>, _ run: RunPlace) throws -> [Int64: MetricSummary] {
        var summaries: [Int64: MetricSummary] = [:]
        try connection.each(
            "SELECT \(MetricSummary.columns), fieldKey FROM runMetric WHERE runKey = ? AND fieldKey IN",
            [run.key],
            among: fields.sorted()
        ) { row in
            summaries[try row.decode(atIndex: 6)] = try MetricSummary(row: row)
        }
        return summaries
    }

    private typealias Values = [(any DatabaseValueConvertible)?]

    private func values(of point: MetricPoint, _ sequence: Int, _ field: Int64, _ run: RunPlace) -> Values {
        [run.key, field, point.step, point.at.milliseconds, sequence, point.value]
    }

    private func values(of summary: MetricSummary, _ field: Int64, _ run: RunPlace) -> Values {
        [
            run.key, field, run.experimentKey, summary.last, summary.step, summary.at.milliseconds, summary.min,
            summary.max, summary.count,
        ]
    }

    private func write(_ summaries: Values) throws {
        try connection.execute(
            "INSERT INTO runMetric (runKey, fieldKey, experimentKey, last, step, at, min, max, count) VALUES",
            row: "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            tail: """
                ON CONFLICT (runKey, fieldKey) DO UPDATE SET last = excluded.last, step = excluded.step,
                    at = excluded.at, min = excluded.min, max = excluded.max, count = excluded.count
                """,
            width: 9,
            summaries
        )
    }

    private func exists(_ point: MetricPoint, _ field: Int64, _ run: RunPlace) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 FROM metricPoint
            WHERE runKey = ? AND fieldKey = ? AND step = ? AND at = ? AND value IS ? LIMIT 1
            """,
            [run.key, field, point.step, point.at, point.value]
        )
    }
}

/// Points of one metric that are to be written, and what the metric comes to with them.
private struct NewPoints {
    /// How far the points reach that are written; those beyond cannot be among them.
    private let end: MetricSummary?
    private(set) var summary: MetricSummary?
    private(set) var rows: [(point: MetricPoint, sequence: Int)] = []
    private var seen: Set<Identity> = []

    /// What makes two points the same; a value that is no number is `nil`.
    private struct Identity: Hashable {
        let step: Int64
        let at: Timestamp
        let value: Double?
    }

    init(after summary: MetricSummary? = nil) {
        end = summary
        self.summary = summary
    }

    /// Takes a point unless it is there already, as `isWritten` says of those before this.
    mutating func add(_ point: MetricPoint, unless isWritten: (MetricPoint) throws -> Bool) throws {
        let identity = Identity(step: point.step, at: point.at, value: point.value.isNaN ? nil : point.value)
        guard seen.insert(identity).inserted else { return }
        if let end, (point.step, point.at) <= (end.step, end.at), try isWritten(point) { return }
        rows.append((point, summary?.count ?? 0))
        summary = summary?.adding(point) ?? MetricSummary(point)
    }
}
