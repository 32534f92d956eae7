import ArgumentParser
import RoostClient

struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put versions side by side: numbers with intervals, tests, cost, and what makes them different.",
        discussion: """
            Each version is spoken for by its latest finished evaluation on the same snapshot. Intervals are 95 % \
            bootstrap intervals, p is McNemar's; the verdict goes by --metric. Detectors are compared by their answers of \
            any score, segmenters by their pixels or segments.
            """
    )

    @Argument(help: "Versions: MODEL:NUMBER or MODEL@ALIAS, 2 to 8 of them.", transform: { try Reference($0) })
    var versions: [Reference]

    @Option(help: "What they were evaluated on.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name

    @Option(help: "What the verdict goes by; accuracy, ap, mean_iou or pq unless said.")
    var metric: String?

    @Flag(help: "Compare even what was evaluated on different states of the dataset.")
    var acrossSnapshots = false

    @Option(help: "How often items are drawn anew for the intervals, 1000 to 10000.")
    var resamples = 2000

    @Flag(help: "Print Markdown instead of tables.")
    var markdown = false

    @OptionGroup var place: PlaceOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard versions.count > 1 else { throw ValidationError("Name at least two versions.") }
        guard !(markdown && global.json) else { throw ValidationError("Pick one of --json and --markdown.") }
    }

    func run() async throws {
        let request = ComparisonRequest(
            versions,
            on: dataset,
            snapshot: place.snapshot,
            part: place.subset,
            metric: metric,
            acrossSnapshots: acrossSnapshots,
            resamples: resamples
        )
        let comparison = try await global.connect().compare(request)
        let output = global.output
        guard !output.json else { return try output.print(json: comparison) }
        output.print(ComparisonText(comparison, isMarkdown: markdown).text)
        guard let winner = comparison.comparison.verdict.winner else { return }
        output.hint("roost promote \(comparison.contestants[winner].version) --alias champion")
    }
}
