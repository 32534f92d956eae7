import ArgumentParser
import RoostClient

struct TagSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Set tags; others stay.")

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @Argument(help: ArgumentHelp("Such as team=vision.", valueName: "key=value"), transform: { try TagArgument($0) })
    var tags: [TagArgument]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let changes = Dictionary(tags.map { ($0.key, String?.some($0.value)) }) { _, last in last }
        try await global.change(subject, Changes(tags: changes))
    }
}
