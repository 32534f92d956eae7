import ArgumentParser
import RoostClient

struct DatasetShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one dataset.")

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let dataset = try await global.connect().dataset(name)
        try global.output.show(dataset)
        global.output.hint(
            dataset.itemCount == 0
                ? "roost datasets import \(name) FOLDER" : "roost predict MODEL --dataset \(name)"
        )
    }
}
