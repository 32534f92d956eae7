import Foundation
import RoostClient

/// A comparison for people: tables in the terminal, or Markdown.
struct ComparisonText {
    private let comparison: VersionComparison
    private let isMarkdown: Bool

    init(_ comparison: VersionComparison, isMarkdown: Bool) {
        self.comparison = comparison
        self.isMarkdown = isMarkdown
    }

    var text: String {
        let head =
            "\(comparison.dataset), \(Evaluation.Part(comparison.subset).words): "
            + "\(comparison.comparison.count) items that all of them answered"
        return ([head] + comparison.warnings.map { "warning: \($0)" } + tables + [comparison.comparison.verdict.words])
            .map { $0.hasSuffix("\n") ? $0 : Output.safe($0) + "\n" }
            .joined(separator: "\n")
    }

    private var tables: [String] {
        [numbers, pairs, differences].compactMap { columns, rows in
            rows.isEmpty ? nil : table(columns, rows)
        }
    }

    private var names: [String] { comparison.contestants.map(\.version.text) }

    /// Metrics with their intervals, then what the versions cost.
    private var numbers: (columns: [String], rows: [[String]]) {
        let standings = comparison.comparison.versions
        let own = comparison.comparison.metric
        let others = Set(standings.flatMap(\.metrics.keys)).subtracting([own]).sorted()
        let scores = ([own] + others).map { metric in
            [metric] + standings.map { $0.metrics[metric].map(Self.interval) ?? "" }
        }
        let costs: [(String, (Evaluation.Cost) -> String?)] = [
            ("latency", { $0.latencyMilliseconds.map { String(format: "%.2f ms", $0) } }),
            ("throughput", { $0.itemsPerSecond.map { String(format: "%.1f items/s", $0) } }),
            ("memory", { $0.peakMemory.map { ByteText($0).description } }),
            ("size", { $0.size.map { ByteText($0).description } }),
        ]
        let costRows = costs.map { name, value in [name] + comparison.contestants.map { value($0.cost) ?? "" } }
        return ([""] + names, scores + costRows.filter { $0.dropFirst().contains { !$0.isEmpty } })
    }

    /// Every two versions.
    private var pairs: (columns: [String], rows: [[String]]) {
        let metric = comparison.comparison.metric
        let rows = comparison.comparison.pairs.map { pair in
            [
                "\(names[pair.first]) → \(names[pair.second])", String(pair.fixed), String(pair.broken),
                String(pair.stillWrong), pair.mcNemar.map { String(format: "%.4g", $0.p) } ?? "-",
                pair.differences[metric].map { Self.interval($0, signed: true) } ?? "",
            ]
        }
        return (["pair", "fixed", "broken", "still wrong", "McNemar's p", "difference in \(metric)"], rows)
    }

    private var differences: (columns: [String], rows: [[String]]) {
        let rows = comparison.differences.map { difference in
            ["\(difference.kind.rawValue) \(difference.name)"] + difference.values.map(\.cell)
        }
        return ([""] + names, rows)
    }

    private func table(_ columns: [String], _ rows: [[String]]) -> String {
        guard isMarkdown else { return Table(columns: columns, rows: rows).text }
        let lines = [columns, columns.map { _ in "---" }] + rows
        return lines.map { cells in
            "| " + cells.map { Output.safe($0).replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }.joined()
    }

    private static func interval(_ estimate: Comparison.Estimate) -> String { interval(estimate, signed: false) }

    private static func interval(_ estimate: Comparison.Estimate, signed: Bool) -> String {
        let format = signed ? "%+.4f" : "%.4f"
        let value = String(format: format, estimate.value)
        guard let lower = estimate.lower, let upper = estimate.upper else { return value }
        return "\(value) [\(String(format: format, lower)), \(String(format: format, upper))]"
    }
}

extension JSONValue {
    /// Short, as a table shows it.
    fileprivate var cell: String {
        switch self {
        case .null: "–"
        case .string(let text): text.count == 64 ? String(text.prefix(12)) : text
        case .integer(let number): String(number)
        case .number(let number): MetricsText.short(number)
        case .bool(let flag): String(flag)
        case .array, .object:
            (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }
}
