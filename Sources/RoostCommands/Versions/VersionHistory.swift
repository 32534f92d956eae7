import ArgumentParser
import RoostClient

struct VersionHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show how a version's status changed, when and by whom."
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let changes = try await global.connect().wholeHistory(of: version).prefix(upTo: list.limit)
        try global.output.show(changes.items, empty: "nothing happened to \(version)", hasMore: changes.hasMore)
    }
}
