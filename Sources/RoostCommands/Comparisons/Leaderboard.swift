import ArgumentParser
import Foundation
import RoostClient

struct Leaderboard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the versions that were evaluated on a dataset, the best first."
    )

    @Option(help: "What they were evaluated on.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name

    @Option(
        help: ArgumentHelp(
            "What they are ordered by; of losses and errors the lowest comes first.",
            discussion: "What is usual for what they do unless said: accuracy, ap, mean_iou or pq."
        )
    )
    var metric: String?

    @OptionGroup var place: PlaceOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let listing = try global.connect().wholeLeaderboard(
            of: dataset,
            snapshot: place.snapshot,
            part: place.subset,
            by: metric
        )
        let found = try await listing.prefix(upTo: list.limit)
        let output = global.output
        if output.json {
            try output.print(json: found.items)
        } else if found.items.isEmpty {
            output.say("nothing was evaluated there yet; start: roost evaluate MODEL --dataset \(dataset)")
        } else {
            output.print(Self.table(found.items, metric: metric ?? Self.mainMetric(of: found.items)).text)
        }
        if found.hasMore { output.say("there are more; ask with --limit \(found.items.count * 10)") }
        guard found.items.count > 1 else { return }
        output.hint(
            "roost compare \(found.items.prefix(2).map(\.version.text).joined(separator: " ")) --dataset \(dataset)"
        )
    }

    /// What the versions are ordered by when nothing was said.
    static func mainMetric(of entries: [LeaderboardEntry]) -> String {
        let known = EvaluationReport.Kind.allCases.map(\.mainMetric)
        return known.first { name in entries.contains { $0.metrics[name] == $0.value } } ?? "accuracy"
    }

    /// Metrics worth a column of their own.
    private static func others(beside metric: String, _ entries: [LeaderboardEntry]) -> [String] {
        let columns: [[String]] = [
            ["accuracy", "f1_macro", "log_loss"], ["ap", "ap_50", "f1"], ["mean_iou", "pixel_accuracy", "mean_dice"],
            ["pq", "sq", "rq"],
        ]
        let fitting = columns.first { names in entries.contains { $0.metrics[names[0]] != nil } } ?? columns[0]
        return fitting.filter { $0 != metric }
    }

    static func table(_ entries: [LeaderboardEntry], metric: String) -> Table {
        let others = Self.others(beside: metric, entries)
        let rows = entries.enumerated().map { index, entry -> [String] in
            var row = [String(index + 1), entry.version.text, EvaluationText.share(entry.value)]
            row += others.map { entry.metrics[$0].map(EvaluationText.share) ?? "" }
            row.append(entry.cost.latencyMilliseconds.map { String(format: "%.2f ms", $0) } ?? "")
            row.append(entry.cost.size.map { ByteText($0).description } ?? "")
            row.append(entry.finishedAt.short)
            return row
        }
        return Table(columns: ["", "version", metric] + others + ["latency", "size", "evaluated"], rows: rows)
    }
}
