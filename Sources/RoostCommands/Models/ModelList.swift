import ArgumentParser
import RoostClient

struct ModelList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List models.")

    @Argument(help: ArgumentHelp("What their names begin with.", valueName: "prefix"))
    var prefix: String?

    @Flag(help: "Archived ones too.")
    var archived = false

    @Flag(help: "Deleted ones too, as long as they can be brought back.")
    var deleted = false

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let filter = Roost.ModelFilter(prefix: prefix, includesArchived: archived, includesDeleted: deleted)
        let models = try await global.connect().allModels(filter).prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            models.items,
            empty: "no models yet; push one: roost push NAME FOLDER",
            hasMore: models.hasMore
        )
        if let first = models.items.first { output.hint("roost show \(first.name)") }
    }
}
