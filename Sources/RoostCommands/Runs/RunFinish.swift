import ArgumentParser
import RoostClient

struct RunFinish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finish",
        abstract: "Say that a run of your own has ended."
    )

    @Argument(help: Names.run, transform: { try TrackedRunID($0) })
    var id: TrackedRunID

    @Flag(help: "It failed.")
    var failed = false

    @Flag(help: "Somebody stopped it.")
    var killed = false

    @Option(help: "What to know about it.")
    var note: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !(failed && killed) else { throw ValidationError("A run failed or was killed, not both.") }
    }

    func run() async throws {
        let status: Run.Status = failed ? .failed : killed ? .killed : .finished
        let run = try await global.connect().updateRun(id, Run.Changes(status: status, note: note))
        try global.output.show(run)
    }
}
