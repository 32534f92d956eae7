import ArgumentParser
import RoostClient

struct RunCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Show parameters and metrics of runs side by side.",
        discussion: "Only what differs is shown, unless --all is given."
    )

    @Argument(help: Names.runs, transform: { try TrackedRunID($0) })
    var ids: [TrackedRunID]

    @Flag(help: "What all runs have in common, too.")
    var all = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let comparison = try await global.connect().compareRuns(ids)
        guard !global.json else { return try global.output.print(json: comparison) }
        global.output.print(comparison.table(all: all).text)
        let metrics = comparison.metrics.filter { !$0.key.hasPrefix("system/") }
        if let metric = metrics.first {
            let runs = ids.map(\.description).joined(separator: " ")
            global.output.hint("roost runs plot \(runs) --metric '\(metric.key)'")
        }
    }
}

extension RunComparison {
    /// A column a run, a line each parameter and metric; an asterisk where runs differ.
    func table(all: Bool) -> Table {
        let parameters = parameters.filter { all || $0.differs }.map { line in
            [mark(line.differs) + line.key] + line.values.map { $0 ?? "-" }
        }
        let metrics = metrics.filter { all || $0.differs }.map { line in
            [mark(line.differs) + line.key] + line.values.map { $0.map { MetricsText.short($0.last) } ?? "-" }
        }
        let names = [["experiment"] + runs.map(\.experiment.text), ["status"] + runs.map(\.state)]
        return Table(columns: [""] + runs.map { Output.safe($0.name) }, rows: names + parameters + metrics)
    }

    private func mark(_ differs: Bool) -> String { differs ? "* " : "  " }
}
