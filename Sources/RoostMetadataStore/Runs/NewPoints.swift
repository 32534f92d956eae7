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
        try write(changed, of: run)
        var numbers: [NumberColumn] = []
        for (field, new) in changed {
            for (point, sequence) in new.rows {
                numbers.append(.integer(run.key))
                numbers.append(.integer(field))
                numbers.append(.integer(point.step))
                numbers.append(.integer(point.at.milliseconds))
                numbers.append(.integer(Int64(sequence)))
                numbers.append(.real(point.value))
            }
        }
        try connection.execute(
            "INSERT INTO metricPoint (runKey, fieldKey, step, at, sequence, value) VALUES (?, ?, ?, ?, ?, ?)",
            width: 6,
            numbers
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

    /// What metrics come to: those that are new whole, of the others what changed, for every index on a column that is
    /// set costs as much as the row.
    private func write(_ changed: [(key: Int64, value: NewPoints)], of run: RunPlace) throws {
        var (inserted, updated): ([NumberColumn], [SummaryChange: [NumberColumn]]) = ([], [:])
        for (field, new) in changed {
            guard let summary = new.summary else { continue }
            guard let before = new.end else {
                inserted += [.integer(run.key), .integer(field), .integer(run.experimentKey)]
                SummaryChange.all.append(summary, to: &inserted)
                continue
            }
            let change = SummaryChange(from: before, to: summary)
            change.append(summary, to: &updated[change, default: []])
            updated[change]?.append(.integer(run.key))
            updated[change]?.append(.integer(field))
        }
        let columns = SummaryChange.all.names.joined(separator: ", ")
        try connection.execute(
            "INSERT INTO runMetric (runKey, fieldKey, experimentKey, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            width: 9,
            inserted
        )
        for (change, numbers) in updated {
            let set = change.names.map { "\($0) = ?" }.joined(separator: ", ")
            try connection.execute(
                "UPDATE runMetric SET \(set) WHERE runKey = ? AND fieldKey = ?",
                width: change.names.count + 2,
                numbers
            )
        }
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

/// Which columns of a metric's summary are to be written, of those that indices hold; the others always are.
private struct SummaryChange: OptionSet, Hashable {
    let rawValue: Int

    static let last = SummaryChange(rawValue: 1)
    static let min = SummaryChange(rawValue: 2)
    static let max = SummaryChange(rawValue: 4)
    static let all: SummaryChange = [.last, .min, .max]

    var names: [String] {
        ["step", "at", "count"]
            + [(Self.last, "last"), (.min, "min"), (.max, "max")].filter { contains($0.0) }.map(\.1)
    }

    /// In the order of ``names``.
    func append(_ summary: MetricSummary, to numbers: inout [NumberColumn]) {
        numbers.append(.integer(summary.step))
        numbers.append(.integer(summary.at.milliseconds))
        numbers.append(.integer(Int64(summary.count)))
        if contains(.last) { numbers.append(.real(summary.last)) }
        if contains(.min) { numbers.append(.real(summary.min ?? .nan)) }
        if contains(.max) { numbers.append(.real(summary.max ?? .nan)) }
    }
}

extension SummaryChange {
    init(from before: MetricSummary, to after: MetricSummary) {
        self = []
        if before.last.bitPattern != after.last.bitPattern { insert(.last) }
        if before.min != after.min { insert(.min) }
        if before.max != after.max { insert(.max) }
    }
}

/// Points of one metric that are to be written, and what the metric comes to with them.
private struct NewPoints {
    /// How far the points reach that are written; those beyond cannot be among them.
    let end: MetricSummary?
    private(set) var summary: MetricSummary?
    private(set) var rows: [(point: MetricPoint, sequence: Int)] = []
    /// Those of ``rows``, from the second on.
    private var seen: Set<Identity> = []

    /// What makes two points the same; a value that is no number is `nil`.
    private struct Identity: Hashable {
        let step: Int64
        let at: Timestamp
        let value: Double?

        init(_ point: MetricPoint) {
            step = point.step
            at = point.at
            value = point.value.isNaN ? nil : point.value
        }
    }

    init(after summary: MetricSummary? = nil) {
        end = summary
        self.summary = summary
    }

    /// Takes a point unless it is there already, as `isWritten` says of those before this.
    mutating func add(_ point: MetricPoint, unless isWritten: (MetricPoint) throws -> Bool) throws {
        if !rows.isEmpty {
            if seen.isEmpty { seen = Set(rows.map { Identity($0.point) }) }
            guard seen.insert(Identity(point)).inserted else { return }
        }
        if let end, (point.step, point.at) <= (end.step, end.at), try isWritten(point) { return }
        rows.append((point, summary?.count ?? 0))
        summary = summary?.adding(point) ?? MetricSummary(point)
    }
}
