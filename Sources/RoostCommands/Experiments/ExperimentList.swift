import ArgumentParser
import RoostClient

struct ExperimentList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List experiments, by name.")

    @Flag(help: "Deleted ones too.")
    var deleted = false

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let experiments = try await global.connect().allExperiments(includingDeleted: deleted)
            .prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            experiments.items,
            empty: "no experiments yet; make one: roost experiments create NAME",
            hasMore: experiments.hasMore
        )
        if let first = experiments.items.first { output.hint("roost runs list --experiment '\(first.name)'") }
    }
}
