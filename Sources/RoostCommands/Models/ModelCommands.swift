import ArgumentParser

struct ModelCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List models and kinds of models, or make one before its first version.",
        subcommands: [ModelList.self, ModelCreate.self, ModelDescribe.self, ModelAvailable.self],
        defaultSubcommand: ModelList.self
    )
}
