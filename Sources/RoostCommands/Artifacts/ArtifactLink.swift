import ArgumentParser
import RoostClient

struct ArtifactLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Add a link to content elsewhere to an open version."
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Argument(help: "The path the link gets in the version.", transform: { try Artifact.Path($0) })
    var path: Artifact.Path

    @Argument(help: "Where the content is, such as https://example.com/model.onnx.")
    var url: String

    @Option(
        name: .customLong("sha256"),
        help: "What the content must hash to; it is checked when somebody downloads it.",
        transform: { try Digest($0) }
    )
    var digest: Digest?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        try await roost.putArtifacts([Artifact.Draft(path: path, link: url, digest: digest)], in: version)
        let changed = try await roost.version(version)
        try global.output.show(changed, as: changed.summary)
        global.output.hint("roost artifacts list \(changed.reference)")
    }
}
