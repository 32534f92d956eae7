import ArgumentParser
import RoostClient

struct TagRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove tags.")

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @Argument(help: ArgumentHelp("The keys to remove.", valueName: "key"))
    var keys: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let changes = Dictionary(keys.map { ($0, String?.none) }) { _, last in last }
        try await global.change(subject, Changes(tags: changes))
    }
}
