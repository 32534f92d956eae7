import ArgumentParser

struct ProjectCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projects",
        abstract: "List and make projects.",
        subcommands: [ProjectList.self, ProjectCreate.self],
        defaultSubcommand: ProjectList.self
    )
}
