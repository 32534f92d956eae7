import ArgumentParser

struct ImportCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring what another server has; 'roost datasets import' is for images.",
        subcommands: [ImportMLflow.self]
    )
}
