import ArgumentParser
import RoostClient

struct VersionSeal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Close an open version: its content never changes from here on."
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let sealed = try await global.connect().sealVersion(version)
        try global.output.show(sealed, as: sealed.summary)
        global.output.hint("roost predict \(sealed.reference) IMAGE")
    }
}
