import ArgumentParser
import RoostClient

struct VersionList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List a model's versions, the newest first."
    )

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var model: Model.Name

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let versions = try await global.connect().allVersions(of: model).prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            versions.items,
            empty: "no versions of \(model) yet; push one: roost push \(model) FOLDER",
            hasMore: versions.hasMore
        )
        if let first = versions.items.first { output.hint("roost show \(first.reference)") }
    }
}
