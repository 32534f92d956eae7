import ArgumentParser
import RoostClient

struct ExecutionList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List executions, the newest first."
    )

    @Option(help: "Only those: queued, running, cancelling, succeeded, failed or cancelled.")
    var status: String?

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let wanted = try status.map { text in
            guard let status = Execution.Status(rawValue: text) else {
                throw ValidationError("'\(text)' is no status; see 'roost help executions list'")
            }
            return status
        }
        let executions = try await global.connect().allExecutions(status: wanted).prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            executions.items,
            empty: "no executions yet; start one: roost predict MODEL --dataset NAME",
            hasMore: executions.hasMore
        )
        if let first = executions.items.first { output.hint("roost executions show \(first.id)") }
    }
}
