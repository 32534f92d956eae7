import ArgumentParser
import RoostClient

struct AliasList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a model's aliases.")

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var model: Model.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let aliases = try await global.connect().aliases(of: model)
        try global.output.show(aliases, empty: "no aliases yet; set one: roost alias set \(model) champion NUMBER")
    }
}
