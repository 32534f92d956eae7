import ArgumentParser
import RoostClient

struct DatasetSnapshots: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots",
        abstract: "List a dataset's snapshots, the newest first."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(
        help: "Forget this one, by its identifier or its digest; refused while something was trained or judged on it.",
        transform: { try Snapshot.Selector($0) }
    )
    var delete: Snapshot.Selector?

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        if let delete {
            try global.output.confirm("Delete snapshot \(delete)?", assumed: confirmation.yes)
            try await roost.deleteSnapshot(delete, of: name)
            return global.output.say("deleted snapshot \(delete)")
        }
        let snapshots = try await roost.allSnapshots(of: name).prefix(upTo: list.limit)
        try global.output.show(
            snapshots.items,
            empty: "no snapshots yet; take one: roost datasets snapshot \(name)",
            hasMore: snapshots.hasMore
        )
    }
}
