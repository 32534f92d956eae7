import ArgumentParser
import RoostClient

struct DatasetItems: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "items",
        abstract: "List a dataset's items, count them, delete some of them.",
        discussion: """
            'roost datasets items shapes --filter \'width < 32 or not label\'' lists what the filter means, with --count \
            how many that are, and with --delete it hides them. What was deleted is there with --deleted and comes back \
            with --undelete, until garbage is collected.
            """
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(help: "Only those of train, validation or test.", transform: { try SubsetArgument.parse($0) })
    var subset: Subset?

    @OptionGroup var filter: FilterOption

    @Flag(help: "Only say how many there are.")
    var count = false

    @Flag(help: "Delete what the filter means.")
    var delete = false

    @Flag(help: "Those that were deleted.")
    var deleted = false

    @Option(help: "Bring this item back; repeat for more.", transform: { try Identifier<Item>($0) })
    var undelete: [Identifier<Item>] = []

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard [count, delete, deleted, !undelete.isEmpty].count(where: { $0 }) <= 1 else {
            throw ValidationError("--count, --delete, --deleted and --undelete exclude each other.")
        }
        guard !delete || (filter.value != nil && subset == nil) else {
            throw ValidationError("--delete takes what --filter means; write 'subset = test' into the filter.")
        }
        guard filter.value == nil || (!deleted && undelete.isEmpty) else {
            throw ValidationError("--filter means items that were not deleted.")
        }
    }

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        if count {
            return output.print(String(try await roost.itemCount(of: name, subset: subset, filter: filter.value)))
        }
        if !undelete.isEmpty {
            return output.say("brought back \(try await roost.undeleteItems(undelete, of: name)) items")
        }
        if delete, let filter = filter.value {
            return try await remove(filter, from: roost)
        }
        let listing =
            deleted
            ? roost.deletedItems(of: name) : roost.allItems(of: name, subset: subset, filter: filter.value)
        let items = try await listing.prefix(upTo: list.limit)
        try output.show(
            items.items,
            empty: deleted || filter.value != nil
                ? "no such items" : "no items; import some: roost datasets import \(name) FOLDER",
            hasMore: items.hasMore
        )
    }

    private func remove(_ filter: Filter, from roost: Roost) async throws {
        let count = try await roost.itemCount(of: name, filter: filter)
        guard count > 0 else { return global.output.say("no such items") }
        try global.output.confirm("Delete \(count) items of \(name)?", assumed: confirmation.yes)
        let deleted = try await roost.deleteItems(matching: filter, of: name)
        global.output.say("deleted \(deleted) items")
        global.output.hint("roost datasets items \(name) --deleted")
    }
}

extension Item: Row {
    static var columns: [String] { ["item", "path", "subset", "pixels", "size"] }

    var cells: [String] {
        [
            id.description,
            path.text,
            subset?.rawValue ?? "-",
            "\(width) x \(height)",
            ByteText(size).description,
        ]
    }
}
