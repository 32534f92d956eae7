import ArgumentParser
import RoostClient

struct DatasetCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make an empty dataset.")

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(help: "What it is for.")
    var description = ""

    @Option(
        name: .customLong("label"),
        help: "A label its annotations may carry, as for 'labels set'; repeat for more.",
        transform: LabelArgument.parse
    )
    var labels: [Label] = []

    @Flag(help: "Refuse ground truth with other labels.")
    var strict = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let dataset = try await global.connect()
            .createDataset(named: name, description: description, labels: labels, isStrict: strict)
        try global.output.show(dataset)
        global.output.hint("roost datasets import \(name) FOLDER")
    }
}
