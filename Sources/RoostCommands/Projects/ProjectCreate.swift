import ArgumentParser
import RoostClient

struct ProjectCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a project.")

    @Argument(help: "The project's name.", transform: { try Project.Name($0) })
    var name: Project.Name

    @Option(help: "What it is for.")
    var description = ""

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let project = try await global.connect().createProject(named: name, description: description)
        try global.output.show(project)
        global.output.hint("roost tokens create NAME --role contributor --for \(name)")
    }
}
