import GRDB
import RoostEntities

/// What is kept beside runs, by their keys.
struct RunParts {
    let tags: [Int64: [String: String]]
    let parameters: [Int64: [String: String]]
    let metrics: [Int64: [String: MetricSummary]]
    let inputs: [Int64: [Run.Input]]
}

extension Reading {
    /// What is kept beside a few runs, read with one statement for each kind of it.
    func parts(of runs: [Int64]) throws -> RunParts {
        RunParts(
            tags: try texts("runTag", of: runs),
            parameters: try texts("runParameter", of: runs),
            metrics: try metrics(of: runs),
            inputs: try inputs(of: runs)
        )
    }

    /// What `table` (`runParameter` or `runTag`) says of runs.
    func texts(_ table: String, of runs: [Int64]) throws -> [Int64: [String: String]] {
        var texts: [Int64: [String: String]] = [:]
        try connection.each(
            """
            SELECT \(table).runKey, runField.name, \(table).value FROM \(table)
            CROSS JOIN runField ON runField.key = \(table).fieldKey WHERE \(table).runKey IN
            """,
            among: runs
        ) { row in
            let run: Int64 = try row.decode(atIndex: 0)
            texts[run, default: [:]][try row.decode(atIndex: 1)] = try row.decode(atIndex: 2)
        }
        return texts
    }

    private func metrics(of runs: [Int64]) throws -> [Int64: [String: MetricSummary]] {
        var metrics: [Int64: [String: MetricSummary]] = [:]
        try connection.each(
            """
            SELECT \(MetricSummary.columns), runField.name, runMetric.runKey FROM runMetric
            CROSS JOIN runField ON runField.key = runMetric.fieldKey WHERE runMetric.runKey IN
            """,
            among: runs
        ) { row in
            let run: Int64 = try row.decode(atIndex: 7)
            metrics[run, default: [:]][try row.decode(atIndex: 6)] = try MetricSummary(row: row)
        }
        return metrics
    }

    /// Those of one run in the order they were told: the table has them by run and position.
    private func inputs(of runs: [Int64]) throws -> [Int64: [Run.Input]] {
        var inputs: [Int64: [(position: Int, input: Run.Input)]] = [:]
        try connection.each(
            "SELECT dataset, snapshotID, digest, context, runKey, position FROM runInput WHERE runKey IN",
            among: runs
        ) { row in
            inputs[try row.decode(atIndex: 4), default: []].append(
                (try row.decode(atIndex: 5), try Run.Input(row: row))
            )
        }
        return inputs.mapValues { $0.sorted { $0.position < $1.position }.map(\.input) }
    }
}
