import ArgumentParser
import RoostClient

struct ExecutionShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one execution.")

    @Argument(help: Names.execution, transform: { try Identifier<Execution>($0) })
    var id: Identifier<Execution>

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let execution = try await global.connect().execution(id)
        try global.output.show(execution)
        global.output.hint("roost executions logs \(id)" + (execution.status.isFinished ? "" : " -f"))
    }
}
