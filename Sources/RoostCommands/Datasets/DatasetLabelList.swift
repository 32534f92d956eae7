import ArgumentParser
import RoostClient

struct DatasetLabelList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a dataset's labels.")

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let dataset = try await global.connect().dataset(name)
        try global.output.show(
            dataset.labels,
            empty: "no labels; add some: roost datasets labels set \(name) --label cat"
        )
    }
}
