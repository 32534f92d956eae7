import ArgumentParser

struct ExportCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a version as one file, or copy everything to an MLflow server.",
        discussion: "'roost export VERSION' means 'roost export model VERSION'.",
        subcommands: [ExportModel.self, ExportMLflow.self],
        defaultSubcommand: ExportModel.self
    )
}
