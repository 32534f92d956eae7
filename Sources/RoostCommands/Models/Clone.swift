import ArgumentParser
import RoostClient

struct Clone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a version of the same content under another name.",
        discussion: "The start of transfer learning: the lineage is kept and no byte is copied."
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Argument(
        help: ArgumentHelp("The model the clone becomes a version of.", valueName: "name"),
        transform: { try Model.Name($0) }
    )
    var name: Model.Name

    @Option(help: "What the clone is for.")
    var description: String?

    @Flag(help: "Leave the clone open, so that its artifacts can be changed.")
    var open = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let clone = try await global.connect()
            .cloneVersion(version, to: name, description: description, open: open)
        try global.output.show(clone, as: clone.summary)
        global.output.hint(
            open ? "roost artifacts upload \(clone.reference) FILE" : "roost show \(clone.reference)"
        )
    }
}
