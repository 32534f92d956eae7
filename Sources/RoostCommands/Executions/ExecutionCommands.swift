import ArgumentParser

struct ExecutionCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "executions",
        abstract: "Watch and stop the work the server does.",
        subcommands: [ExecutionList.self, ExecutionShow.self, ExecutionLogs.self, ExecutionCancel.self],
        defaultSubcommand: ExecutionList.self
    )
}
