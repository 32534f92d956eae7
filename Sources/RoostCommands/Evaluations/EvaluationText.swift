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
        guard let classes = evaluation.report?.classification?.perClass, classes.count <= Self.shownClasses else {
            return
        }
        let rows = classes.map { entry in
            [
                entry.label, String(entry.support), String(entry.predicted), Self.share(entry.precision),
                Self.share(entry.recall), Self.share(entry.f1),
            ]
        }
        let columns = ["label", "support", "answered", "precision", "recall", "f1"]
        output.print("\n" + Table(columns: columns, rows: rows).text)
    }

    private var fields: [Field] {
        [
            Field("evaluation", evaluation.id),
            Field("version", evaluation.version),
            Field("dataset", "\(evaluation.dataset), \(evaluation.part.words)"),
            Field("snapshot", evaluation.snapshot),
            Field("items", evaluation.report?.classification.map(\.words)),
        ] + metrics.map { Field($0.key, Self.share($0.value)) } + evaluation.cost.fields
    }

    /// Those that people look for first, then the others by name; counts are among the items.
    private var metrics: [(key: String, value: Double)] {
        let counts: Set<String> = ["count", "unlabeled", "ambiguous", "failed"]
        let first = ["accuracy", "balanced_accuracy", "f1_macro", "precision_macro", "recall_macro", "log_loss", "ece"]
        let all = evaluation.metrics.filter { !counts.contains($0.key) }
        let rest = all.filter { !first.contains($0.key) }.sorted { $0.key < $1.key }
        return first.compactMap { key in all[key].map { (key, $0) } } + rest.map { ($0.key, $0.value) }
    }

    static func share(_ value: Double) -> String { String(format: "%.4f", value) }
}

extension ClassificationReport {
    /// How many items there were, and what they were.
    fileprivate var words: String {
        let others = [(unlabeled, "without ground truth"), (ambiguous, "with several labels"), (failed, "failed")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        return (["\(correct) of \(count) right"] + others).joined(separator: ", ")
    }
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
