import ArgumentParser
import RoostClient

struct EvaluationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluations",
        abstract: "List evaluations and look at one.",
        subcommands: [EvaluationList.self, EvaluationShow.self],
        defaultSubcommand: EvaluationList.self
    )
}

struct EvaluationList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List evaluations, the newest first."
    )

    @Option(help: "Only those of that version.", transform: { try Reference($0) })
    var version: Reference?

    @Option(help: "Only those on that dataset.", transform: { try Dataset.Name($0) })
    var dataset: Dataset.Name?

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let found = try await global.connect().allEvaluations(of: version, on: dataset).prefix(upTo: list.limit)
        try global.output.show(
            found.items,
            empty: "no evaluations yet; make one: roost evaluate MODEL --dataset NAME",
            hasMore: found.hasMore
        )
        if let first = found.items.first { global.output.hint("roost evaluations show \(first.id)") }
    }
}

struct EvaluationShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one evaluation.")

    @Argument(help: "An evaluation's identifier.", transform: { try Identifier<Evaluation>($0) })
    var id: Identifier<Evaluation>

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let evaluation = try await global.connect().evaluation(id)
        try EvaluationText(evaluation).show(on: global.output)
        global.output.hint("roost review \(evaluation.version) --dataset \(evaluation.dataset)")
    }
}

extension Evaluation: Row {
    static var columns: [String] { ["evaluation", "version", "dataset", "items", "status", "result", "created"] }

    var cells: [String] {
        [
            id.description, version.text, dataset.text, part.rawValue, status.rawValue,
            metrics[mainMetric].map { "\(mainMetric) \(EvaluationText.share($0))" } ?? "", createdAt.short,
        ]
    }
}
