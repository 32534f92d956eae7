import ArgumentParser
import RoostClient

struct ExecutionCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Stop an execution.")

    @Argument(help: Names.execution, transform: { try Identifier<Execution>($0) })
    var id: Identifier<Execution>

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let execution = try await global.connect().cancelExecution(id)
        try global.output.show(execution)
        global.output.hint("roost executions show \(id)")
    }
}
