import ArgumentParser

struct ArtifactCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "artifacts",
        abstract: "List and fetch a version's files; change those of an open one.",
        subcommands: [
            ArtifactList.self, ArtifactUpload.self, ArtifactLink.self, ArtifactDownload.self, ArtifactDelete.self,
        ],
        defaultSubcommand: ArtifactList.self
    )
}
