import ArgumentParser
import RoostClient

struct Archive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Hide a model or a version from lists.")

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.change(subject, Changes(archived: true))
        global.output.hint("roost unarchive \(subject)")
    }
}
