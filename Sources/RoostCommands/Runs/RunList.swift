import ArgumentParser
import RoostClient

struct RunList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List runs, the newest first.",
        discussion: """
            --filter says what has to be true: 'metrics.loss < 0.1 and parameters.optimizer = sgd and not tags.draft'.
            --order is 'started', 'name', 'metrics.KEY' (a metric's last value), 'min.KEY' or 'max.KEY'; '-' before it \
            turns it round: --order=-max.accuracy shows the best first.
            """
    )

    @Option(help: "Only runs of this experiment.", transform: { try Experiment.Name($0) })
    var experiment: Experiment.Name?

    @Option(help: "Only those: scheduled, running, finished, failed or killed.")
    var status: String?

    @Option(help: ArgumentHelp("Only parts of this run.", valueName: "run"), transform: { try TrackedRunID($0) })
    var parent: TrackedRunID?

    @Option(help: "Only runs of which this is true.", transform: { try Filter($0) })
    var filter: Filter?

    @Option(help: "In which order.", transform: { try Run.Order($0) })
    var order: Run.Order = .newest

    @Flag(help: "Deleted ones too.")
    var deleted = false

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let wanted = try status.map { text in
            guard let status = Run.Status(rawValue: text) else {
                throw ValidationError("'\(text)' is no status; see 'roost help runs list'")
            }
            return status
        }
        let selection = RunSelection(
            experiment: experiment,
            status: wanted,
            parent: parent,
            filter: filter,
            order: order,
            includesDeleted: deleted
        )
        let runs = try await global.connect().allRuns(selection).prefix(upTo: list.limit)
        let output = global.output
        try output.show(
            runs.items,
            empty: "no runs yet; start one: roost runs create EXPERIMENT",
            hasMore: runs.hasMore
        )
        if let first = runs.items.first { output.hint("roost runs show \(first.id)") }
    }
}
