import ArgumentParser

struct ExperimentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiments",
        abstract: "Names under which runs gather.",
        subcommands: [
            ExperimentList.self, ExperimentCreate.self, ExperimentDelete.self, ExperimentUndelete.self,
        ],
        defaultSubcommand: ExperimentList.self
    )
}
