import ArgumentParser
import RoostClient

struct RunLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Write parameters, metrics and tags of a run.",
        discussion: "A parameter is written once; metrics may be NaN, inf or -inf."
    )

    @Argument(help: Names.run, transform: { try TrackedRunID($0) })
    var id: TrackedRunID

    @Option(
        name: .customLong("metric"),
        help: "Such as loss=0.5; repeat for more.",
        transform: { try MetricArgument($0) }
    )
    var metrics: [MetricArgument] = []

    @Option(help: "The step the metrics are at.")
    var step: Int64 = 0

    @Option(
        name: .customLong("parameter"),
        help: "Such as learning_rate=0.1; repeat for more.",
        transform: { try TagArgument($0) }
    )
    var parameters: [TagArgument] = []

    @Option(
        name: .customLong("tag"),
        help: "Such as team=vision; repeat for more.",
        transform: { try TagArgument($0) }
    )
    var tags: [TagArgument] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !(metrics.isEmpty && parameters.isEmpty && tags.isEmpty) else {
            throw ValidationError("Say what to write: --metric, --parameter or --tag.")
        }
    }

    func run() async throws {
        let roost = try global.connect()
        let now = Timestamp.now
        let entries = Run.Entries(
            parameters: parameters.values,
            metrics: metrics.map { MetricPoint(key: $0.key, step: step, at: now, value: $0.value) },
            tags: tags.values.mapValues { $0 }
        )
        try await roost.logRun(id, entries)
        guard global.json else { return global.output.say("written") }
        try global.output.show(try await roost.run(id))
    }
}
