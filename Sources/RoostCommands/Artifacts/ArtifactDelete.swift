import ArgumentParser
import RoostClient

struct ArtifactDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Take an artifact out of an open version."
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Argument(help: "The artifact's path.", transform: { try Artifact.Path($0) })
    var path: Artifact.Path

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        try global.output.confirm("Delete \(path) of \(version)?", assumed: confirmation.yes)
        try await roost.deleteArtifact(path, of: version)
        global.output.say("deleted \(path) of \(version)")
    }
}
