import ArgumentParser

struct RunCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "What was done with which parameters, and what came of it.",
        discussion: """
            Executions write runs by themselves. A script of your own writes one with 'create', 'log' and 'finish', \
            over the API or with the SDK; docs/runs.md shows how.
            """,
        subcommands: [
            RunList.self, RunShow.self, RunCreate.self, RunLog.self, RunFinish.self, RunPlot.self, RunCompare.self,
            RunDelete.self, RunUndelete.self,
        ],
        defaultSubcommand: RunList.self
    )
}
