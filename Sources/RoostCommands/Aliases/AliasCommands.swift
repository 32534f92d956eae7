import ArgumentParser

struct AliasCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias",
        abstract: "Point a name such as 'champion' at a version.",
        subcommands: [AliasSet.self, AliasRemove.self, AliasList.self]
    )
}
