import ArgumentParser
import RoostClient

struct RunShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one run.")

    @Argument(help: Names.run, transform: { try TrackedRunID($0) })
    var id: TrackedRunID

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let run = try await global.connect().run(id)
        try global.output.show(run)
        if let metric = run.metrics.keys.sorted().first {
            global.output.hint("roost runs plot \(id) --metric '\(metric)'")
        }
    }
}
