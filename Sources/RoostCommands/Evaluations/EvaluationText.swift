import Foundation
import RoostClient

/// What an evaluation came to, for people.
struct EvaluationText {
    /// With more classes the table is left to --json.
    private static let shownClasses = 40

    let evaluation: Evaluation

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
    }

    func show(on output: Output) throws {
        guard !output.json else { return try output.print(json: evaluation) }
        output.print(Fields(fields).text)
        for table in evaluation.report?.tables ?? [] where !table.rows.isEmpty && table.rows.count <= Self.shownClasses
        {
            output.print("\n" + table.text)
        }
    }

    private var fields: [Field] {
        [
            Field("evaluation", evaluation.id),
            Field("version", evaluation.version),
            Field("dataset", "\(evaluation.dataset), \(evaluation.part.words)"),
            Field("snapshot", evaluation.snapshot),
            Field("items", evaluation.report.map(\.words)),
        ] + (evaluation.report?.fields ?? []) + metrics.map { Field($0.key, Self.share($0.value)) }
            + evaluation.cost.fields
    }

    /// Those that people look for first, then the others by name; what is among the items or the tables is left out.
    private var metrics: [(key: String, value: Double)] {
        let shown: Set<String> = evaluation.report?.metricsShownElsewhere ?? []
        let first = evaluation.report?.firstMetrics ?? []
        let all = evaluation.metrics.filter { !shown.contains($0.key) }
        let rest = all.filter { !first.contains($0.key) }.sorted { $0.key < $1.key }
        return first.compactMap { key in all[key].map { (key, $0) } } + rest.map { ($0.key, $0.value) }
    }

    static func share(_ value: Double) -> String { String(format: "%.4f", value) }

    static func share(_ value: Double?) -> String { value.map { share($0) } ?? "–" }
}

extension Evaluation.Cost {
    var fields: [Field] {
        [
            Field("latency", latencyMilliseconds.map { String(format: "%.2f ms", $0) }),
            Field("throughput", itemsPerSecond.map { String(format: "%.1f items/s", $0) }),
            Field("memory", peakMemory.map { ByteText($0).description }),
            Field("size", size.map { ByteText($0).description }),
        ]
    }
}

extension Evaluation.Part {
    var words: String { self == .all ? "all items" : "subset \(rawValue)" }
}
