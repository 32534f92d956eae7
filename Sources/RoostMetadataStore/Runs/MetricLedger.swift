import GRDB
import RoostEntities

/// What the writes of one transaction know of metrics, and what they have yet to write of them.
///
/// Writes that share a transaction often tell of the same metrics, such as those of a training with several processes.
/// A row of `runMetric` is read once for all of them and written once, before the commit: it stands in four indices, so
/// that to write it takes many times what a point takes.
///
/// A class, because the writes of a transaction share it.
final class MetricLedger {
    /// Once it knows so many metrics, they are written, so that memory stays bounded.
    private static let most = 16_384

    struct Metric {
        /// What its row says.
        var written: MetricSummary
        /// What it comes to with all its points.
        var summary: MetricSummary
    }

    /// Everything, for a write that fails to put back as it was.
    struct State {
        var fields = FieldKeys()
        /// By run and field; of a run only those that were told of.
        var metrics: [Int64: [Int64: Metric]] = [:]
    }

    var state = State()

    init(fields: FieldKeys) {
        state.fields = fields
    }

    var isFull: Bool { state.metrics.values.reduce(0) { $0 + $1.count } > Self.most }

    /// What is known of metrics, with what is read here because it was not.
    func metrics(_ fields: [Int64], of run: RunPlace, _ connection: Connection) throws -> [Int64: Metric] {
        var metrics = state.metrics[run.key] ?? [:]
        var missing: [NumberColumn] = []
        for field in Set(fields.lazy.filter { metrics[$0] == nil }) {
            missing.append(.integer(run.key))
            missing.append(.integer(field))
        }
        try connection.execute(
            "SELECT fieldKey, last, step, at, min, max, count FROM runMetric WHERE runKey = ? AND fieldKey = ?",
            width: 2,
            missing
        ) { row in
            let summary = MetricSummary(
                last: row.real(1) ?? .nan,
                step: row.integer(2),
                at: Timestamp(milliseconds: row.integer(3)),
                min: row.real(4),
                max: row.real(5),
                count: Int(row.integer(6))
            )
            metrics[row.integer(0)] = Metric(written: summary, summary: summary)
        }
        return metrics
    }

    /// Writes what is yet to be written and forgets all metrics.
    ///
    /// Of a row only what changed is set, for every index on a column that is set costs as much as the row.
    func settle(_ connection: Connection) throws {
        var updated: [SummaryChange: [NumberColumn]] = [:]
        for (run, metrics) in state.metrics.sorted(by: { $0.key < $1.key }) {
            for field in metrics.keys.sorted() {
                guard let metric = metrics[field], metric.summary.count != metric.written.count else { continue }
                let change = SummaryChange(from: metric.written, to: metric.summary)
                change.append(metric.summary, to: &updated[change, default: []])
                updated[change]?.append(.integer(run))
                updated[change]?.append(.integer(field))
            }
        }
        for (change, numbers) in updated {
            let set = change.names.map { "\($0) = ?" }.joined(separator: ", ")
            try connection.execute(
                "UPDATE runMetric SET \(set) WHERE runKey = ? AND fieldKey = ?",
                width: change.names.count + 2,
                numbers
            )
        }
        state.metrics = [:]
    }
}
