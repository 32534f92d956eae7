import ArgumentParser

struct TagCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Attach keys and values to a model or a version.",
        subcommands: [TagSet.self, TagRemove.self]
    )
}
