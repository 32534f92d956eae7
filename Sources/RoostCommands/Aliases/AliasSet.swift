import ArgumentParser
import RoostClient

struct AliasSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Point an alias at a version, moving it if it exists."
    )

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var model: Model.Name

    @Argument(help: "The alias, such as champion.", transform: { try Alias($0) })
    var alias: Alias

    @Argument(help: "The version's number.")
    var number: Int

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let target = try await global.connect().setAlias(alias, of: model, to: Version.Number(number))
        try global.output.show(target)
        global.output.hint("roost predict \(model)@\(alias) IMAGE")
    }
}
