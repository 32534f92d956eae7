import ArgumentParser
import RoostClient

struct Unarchive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a hidden model or version in lists again.")

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.change(subject, Changes(archived: false))
    }
}
