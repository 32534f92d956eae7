import ArgumentParser
import RoostClient

struct ModelDescribe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Say what a model or a version is for."
    )

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @Argument(help: "The description.")
    var text: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.change(subject, Changes(description: text))
    }
}
