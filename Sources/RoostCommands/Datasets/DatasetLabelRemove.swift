import ArgumentParser
import RoostClient

struct DatasetLabelRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take labels away that no ground truth carries."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Argument(help: "Labels.")
    var labels: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let old = try await roost.dataset(name).labels
        if let unknown = labels.first(where: { label in !old.contains { $0.name == label } }) {
            throw RoostError(.notFound, "dataset \(name) has no label '\(Output.safe(unknown))'; list its labels")
        }
        let dataset = try await roost.updateDataset(named: name, labels: old.filter { !labels.contains($0.name) })
        try global.output.show(dataset.labels, empty: "no labels")
    }
}
