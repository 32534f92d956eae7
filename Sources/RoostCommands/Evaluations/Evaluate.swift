import ArgumentParser
import Foundation
import RoostClient

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judge a version by a dataset's ground truth.",
        discussion: """
            The dataset is taken as it is now. ^C cancels the evaluation on the server. Metrics of your own are \
            expressions over the others, such as --metric worst='min(recall("3"), recall("8"))'. Detectors are measured \
            over answers of any score; --threshold is where precision, recall and the objects of a review are counted.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Option(help: "What to judge by.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name

    @Option(help: "Only that part of the dataset: train, validation or test.", transform: SubsetArgument.parse)
    var subset: Subset?

    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp("A metric of your own.", valueName: "name=expression"),
        transform: { try UserMetric(argument: $0) }
    )
    var metrics: [UserMetric] = []

    @Option(
        help: ArgumentHelp("An older state of the dataset: a snapshot's id or digest."),
        transform: { try Snapshot.Selector($0) }
    )
    var snapshot: Snapshot.Selector?

    @OptionGroup var answers: AnswerArguments

    @Option(
        help: ArgumentHelp(
            "Labels of what cannot be counted, for panoptic quality.",
            discussion: "Those that the dataset says unless given.",
            valueName: "label,label"
        )
    )
    var stuff: String?

    @Option(
        help: ArgumentHelp(
            "The label of pixels that no annotation covers.",
            discussion: "They are left out unless it is given.",
            valueName: "label"
        )
    )
    var unlabeledAs: String?

    @Flag(help: "Do not wait for the end.")
    var detach = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let made = try await roost.evaluate(
            version,
            on: dataset,
            subset: subset,
            metrics: metrics,
            snapshot: try await roost.snapshotID(snapshot, of: dataset),
            answers: try answers.options(),
            stuff: stuff?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) },
            unlabeledAs: unlabeledAs
        )
        guard !detach else {
            try output.show(made)
            return output.hint("roost executions logs \(made.id) -f")
        }
        let ended = try await ExecutionWatch(roost: roost, output: output).follow(made.id).succeeded()
        guard let id = ended.result?.evaluationID else {
            throw RoostError(.internal, "execution \(ended.id) succeeded without an evaluation; run the doctor")
        }
        let evaluation = try await roost.evaluation(id)
        try EvaluationText(evaluation).show(on: output)
        try warn(evaluation, output)
        output.hint("roost review \(evaluation.version) --dataset \(dataset)")
    }

    /// Tells which of the user's metrics have no value, and why.
    private func warn(_ evaluation: Evaluation, _ output: Output) throws {
        guard let report = evaluation.report else { return }
        for (name, reason) in try metrics.values(over: report.metrics).undefined.sorted(by: { $0.key < $1.key }) {
            output.say("\(name) is undefined: \(reason)")
        }
    }
}
