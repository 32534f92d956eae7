import ArgumentParser
import RoostClient

struct RunCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Start a run of your own; its experiment is made if it is missing."
    )

    @Argument(help: Names.experiment, transform: { try Experiment.Name($0) })
    var experiment: Experiment.Name

    @Option(help: "The run's name; one is made up if not given.")
    var name: String?

    @Option(help: "What to know about it.")
    var note = ""

    @Option(help: ArgumentHelp("The run it is a part of.", valueName: "run"), transform: { try TrackedRunID($0) })
    var parent: TrackedRunID?

    @Option(help: ArgumentHelp("The version it is about.", valueName: "version"), transform: { try Reference($0) })
    var version: Reference?

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

    func run() async throws {
        let roost = try global.connect()
        let whole = if let parent { try await roost.run(parent).id } else { Identifier<Run>?.none }
        let draft = Run.Draft(
            experiment: experiment,
            name: name,
            parentID: whole,
            version: version,
            note: note,
            tags: try Tags(tags),
            parameters: parameters.values
        )
        let run = try await roost.createRun(draft)
        try global.output.show(run)
        global.output.hint("roost runs log \(run.id) --metric loss=0.5 --step 1")
    }
}
