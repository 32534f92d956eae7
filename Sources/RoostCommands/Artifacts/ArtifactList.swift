import ArgumentParser
import RoostClient

struct ArtifactList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a version's artifacts.")

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let artifacts = try await global.connect().allArtifacts(of: version).prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            artifacts.items,
            empty: "no artifacts yet; add some: roost artifacts upload \(version) FILE",
            hasMore: artifacts.hasMore
        )
        if !artifacts.items.isEmpty { output.hint("roost artifacts download \(version) FOLDER") }
    }
}
