import ArgumentParser
import RoostClient

struct ExperimentCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an experiment; a run that names one makes it, too."
    )

    @Argument(help: Names.experiment, transform: { try Experiment.Name($0) })
    var name: Experiment.Name

    @Option(help: "What it is for.")
    var description = ""

    @Option(
        name: .customLong("tag"),
        help: "Such as team=vision; repeat for more.",
        transform: { try TagArgument($0) }
    )
    var tags: [TagArgument] = []

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let experiment = try await global.connect()
            .createExperiment(named: name, description: description, tags: Tags(tags))
        try global.output.show(experiment)
        global.output.hint("roost runs create '\(name)'")
    }
}
