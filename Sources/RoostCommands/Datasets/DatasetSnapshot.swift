import ArgumentParser
import RoostClient

struct DatasetSnapshot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Take a picture of a dataset that never changes.",
        discussion: "Training and evaluating take one by themselves. While nothing changes, it is the same one."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(try await global.connect().takeSnapshot(of: name))
        global.output.hint("roost datasets snapshots \(name)")
    }
}

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

extension Snapshot: Row {
    static var columns: [String] { ["snapshot", "digest", "items", "annotations", "taken", "by"] }

    var cells: [String] {
        [
            id.description,
            String(digest.text.prefix(12)),
            String(itemCount),
            String(annotationCount),
            createdAt.short,
            createdBy,
        ]
    }
}

extension Snapshot: Details {
    var fields: [Field] {
        [
            Field("snapshot", id),
            Field("dataset", dataset),
            Field("digest", digest),
            Field("items", String(itemCount)),
            Field("annotations", String(annotationCount)),
            Field("size", ByteText(size)),
            Field("taken", createdAt.short),
            Field("by", createdBy),
        ]
    }
}
