import ArgumentParser
import RoostClient

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit a version to a dataset; what comes out is a version of its own.",
        discussion: """
            It learns from the dataset's subset train and stops by its subset validation. The dataset is taken as it is \
            now. ^C cancels the training on the server; with --detach it goes on without you.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Option(help: "What to learn from.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name

    @Option(
        name: .customLong("name"),
        help: ArgumentHelp("The model that gets the trained version.", discussion: "That of the version unless said."),
        transform: { try Model.Name($0) }
    )
    var model: Model.Name?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A setting of the training, such as l2=0.001.", valueName: "key=value"),
        transform: { try SettingArgument($0) }
    )
    var settings: [SettingArgument] = []

    @Option(help: "Whence all chance comes: the same seed makes the same version.")
    var seed: UInt64 = 0

    @Option(help: "What to say about the version.")
    var description: String?

    @Option(
        help: ArgumentHelp("An older state of the dataset: a snapshot's id or digest."),
        transform: { try Snapshot.Selector($0) }
    )
    var snapshot: Snapshot.Selector?

    @Flag(help: "Do not wait for the end.")
    var detach = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let made = try await roost.train(
            version,
            on: dataset,
            as: model ?? version.model,
            settings: JSONValue(settings),
            seed: seed,
            description: description,
            snapshot: try await roost.snapshotID(snapshot, of: dataset)
        )
        guard !detach else {
            try output.show(made)
            return output.hint("roost executions logs \(made.id) -f")
        }
        let ended = try await TrainingWatch(roost: roost, execution: made).follow(output).succeeded()
        guard let reference = ended.result?.version else {
            throw RoostError(.internal, "execution \(ended.id) succeeded without a version; run the doctor")
        }
        try output.show(try await roost.version(reference))
        output.hint("roost evaluate \(reference) --dataset \(dataset) --subset test")
    }
}
