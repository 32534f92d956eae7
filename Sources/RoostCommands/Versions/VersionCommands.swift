import ArgumentParser

struct VersionCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "List a model's versions, seal one, read its history.",
        subcommands: [VersionList.self, VersionSeal.self, VersionHistory.self]
    )
}
