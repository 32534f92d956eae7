import ArgumentParser
import RoostClient

struct ModelCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a model without versions.",
        discussion: "'roost push' makes a missing model by itself."
    )

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var name: Model.Name

    @Option(help: "What it is for.")
    var description = ""

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let model = try await global.connect().createModel(named: name, description: description)
        try global.output.show(ModelDetails(model: model, versions: [], aliases: []))
        global.output.hint("roost push \(model.name) FOLDER")
    }
}
