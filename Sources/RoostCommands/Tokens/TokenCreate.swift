import ArgumentParser
import RoostClient

struct TokenCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a token and print its secret, this once."
    )

    @Argument(help: "Whom the audit log names.")
    var name: String

    @Option(help: "What it may do: viewer, contributor, maintainer or admin.")
    var role: Role = .contributor

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("The only project it opens; all of them if not given.", valueName: "project"),
        transform: { try Project.Name($0) }
    )
    var only: Project.Name?

    @Option(
        help: "How long it is valid, such as 30d, 12h or 45m; for ever if not given.",
        transform: DurationText.parse
    )
    var expires: Duration?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let issued = try await global.connect()
            .issueToken(named: name, role: role, project: only, lifetime: expires)
        let output = global.output
        guard !output.json else { return try output.print(json: issued) }
        output.say("keep this secret, it is not shown again:")
        output.print(Output.safe(issued.secret))
        output.hint("ROOST_TOKEN=… roost whoami")
    }
}

extension Role: ExpressibleByArgument {}
