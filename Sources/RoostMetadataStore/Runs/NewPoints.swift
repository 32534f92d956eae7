import GRDB
import RoostEntities

extension WriteTransaction {
    /// Adds points, in order; a point that is there already, with its metric, step, moment and value, is left out.
    ///
    /// - Returns: How many metrics the run has now that it had not before.
    @discardableResult
    package func insertPoints(_ points: [MetricPoint], of run: RunPlace) throws -> Int {
        guard !points.isEmpty else { return 0 }
        let fields = try fields(of: points, in: run.projectID)
        let known = try ledger.metrics(fields, of: run, connection)
        var new = NewPoints(run: run.key, after: known, count: points.count)
        for (point, field) in zip(points, fields) {
            try new.add(point, field) { try exists(point, field, run) }
        }
        let added = try insertMetrics(&new.metrics, unless: known, of: run)
        try connection.execute(
            "INSERT INTO metricPoint (runKey, fieldKey, step, at, sequence, value) VALUES (?, ?, ?, ?, ?, ?)",
            width: 6,
            new.rows
        )
        ledger.state.metrics[run.key] = new.metrics
        if !settlesLater { try ledger.settle(connection) }
        return added
    }

    /// The numbers that stand for points' metrics, in the order of the points; a name that has none gets one.
    private func fields(of points: [MetricPoint], in project: Identifier<Project>) throws -> [Int64] {
        if let fields = ledger.state.fields.keys(of: points, in: project) { return fields }
        let fields = try makeFields(points.map(\.key.text), in: project)
        for (name, key) in fields { ledger.state.fields.keep(key, of: name, in: project) }
        return try points.map { point in
            try fields[point.key.text] ?? makeField(point.key.text, in: project)
        }
    }

    /// Writes the rows of metrics that had none, without which no points may be written; how many these are.
    private func insertMetrics(
        _ metrics: inout [Int64: MetricLedger.Metric],
        unless known: [Int64: MetricLedger.Metric],
        of run: RunPlace
    ) throws -> Int {
        guard metrics.count > known.count else { return 0 }
        let added = metrics.filter { known[$0.key] == nil }.sorted { $0.key < $1.key }
        var numbers: [NumberColumn] = []
        for (field, metric) in added {
            numbers += [.integer(run.key), .integer(field), .integer(run.experimentKey)]
            SummaryChange.all.append(metric.summary, to: &numbers)
            metrics[field]?.written = metric.summary
        }
        let columns = SummaryChange.all.names.joined(separator: ", ")
        try connection.execute(
            "INSERT INTO runMetric (runKey, fieldKey, experimentKey, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            width: 9,
            numbers
        )
        return added.count
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

/// Points of one run that are to be written, and what its metrics come to with them.
private struct NewPoints {
    private let run: Int64
    /// How far the points reach that are written; those beyond cannot be among them.
    private let known: [Int64: MetricLedger.Metric]
    var metrics: [Int64: MetricLedger.Metric]
    /// Of `metricPoint`, column after column.
    private(set) var rows: [NumberColumn] = []
    private var identities: [Identity] = []
    /// Those of ``identities``, once there is something to look for among them.
    private var seen: Set<Identity> = []

    /// What makes two points the same; a value that is no number is `nil`.
    private struct Identity: Hashable {
        let field: Int64
        let step: Int64
        let at: Timestamp
        let value: Double?
    }

    init(run: Int64, after known: [Int64: MetricLedger.Metric], count: Int) {
        self.run = run
        self.known = known
        metrics = known
        rows.reserveCapacity(6 * count)
        identities.reserveCapacity(count)
    }

    /// Takes a point unless it is there already, as `isWritten` says of those before these.
    mutating func add(_ point: MetricPoint, _ field: Int64, unless isWritten: () throws -> Bool) throws {
        let identity = Identity(
            field: field,
            step: point.step,
            at: point.at,
            value: point.value.isNaN ? nil : point.value
        )
        if let end = metrics[field]?.summary, !point.isBeyond(end) {
            if seen.isEmpty { seen = Set(identities) }
            guard !seen.contains(identity) else { return }
            if let end = known[field]?.summary, !point.isBeyond(end), try isWritten() { return }
        }
        identities.append(identity)
        if !seen.isEmpty { seen.insert(identity) }
        let sequence = take(point, field)
        rows.append(.integer(run))
        rows.append(.integer(field))
        rows.append(.integer(point.step))
        rows.append(.integer(point.at.milliseconds))
        rows.append(.integer(Int64(sequence)))
        rows.append(.real(point.value))
    }

    /// How many points its metric had before.
    private mutating func take(_ point: MetricPoint, _ field: Int64) -> Int {
        guard let metric = metrics[field] else {
            let summary = MetricSummary(point)
            metrics[field] = MetricLedger.Metric(written: summary, summary: summary)
            return 0
        }
        metrics[field]?.summary = metric.summary.adding(point)
        return metric.summary.count
    }
}

extension MetricPoint {
    /// Whether it comes after all the points that are summed up.
    fileprivate func isBeyond(_ summary: MetricSummary) -> Bool { (step, at) > (summary.step, summary.at) }
}
