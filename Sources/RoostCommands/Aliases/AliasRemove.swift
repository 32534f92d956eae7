import ArgumentParser
import RoostClient

struct AliasRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take an alias away; the version stays."
    )

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var model: Model.Name

    @Argument(help: "The alias.", transform: { try Alias($0) })
    var alias: Alias

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.connect().removeAlias(alias, of: model)
        global.output.say("removed \(model)@\(alias)")
    }
}
