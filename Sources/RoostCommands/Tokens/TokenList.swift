import ArgumentParser
import RoostClient

struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tokens; nobody can see their secrets."
    )

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let tokens = try await global.connect().allTokens().prefix(upTo: list.limit)
        try global.output.show(
            tokens.items,
            empty: "no tokens; make one: roost tokens create NAME",
            hasMore: tokens.hasMore
        )
    }
}
