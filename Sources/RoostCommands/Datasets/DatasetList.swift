import ArgumentParser
import RoostClient

struct DatasetList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List datasets.")

    @Flag(help: "Deleted ones too, as long as they can be brought back.")
    var deleted = false

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let datasets = try await global.connect().allDatasets(includingDeleted: deleted).prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            datasets.items,
            empty: "no datasets yet; import one: roost datasets import NAME FOLDER",
            hasMore: datasets.hasMore
        )
        if let first = datasets.items.first { output.hint("roost datasets show \(first.name)") }
    }
}
