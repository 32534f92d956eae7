import RoostAdapters
import RoostClient
import RoostEvaluation
import RoostInference
import RoostThreads

/// Judges a version's answers by a snapshot's ground truth.
struct EvaluationWork: Sendable {
    let context: WorkContext

    private var execution: Execution { context.execution }
    private var roost: Roost { context.roost }

    func run() async throws -> Conclusion {
        let adapter = try await AdapterTable().load(context.assignment.modelFolder, on: context.engine)
        for warning in adapter.warnings { context.say("warning: \(warning)") }
        let version = try await roost.version(execution.version)
        let answers = try adapter.answers(execution.input.answers, of: version)
        let material = JudgedItems(context: context, snapshot: try await context.snapshot(), size: version.size)
        guard answers.task == .imageClassification else {
            return try await ObjectEvaluationWork(context: context, items: material, answers: answers).judge(adapter)
        }
        guard let classifier = adapter as? any ClassifyingAdapter<NativeEngine>
        else {
            throw RoostError(
                .unsupported,
                "\(version.reference) does not say how probable its labels are, so it cannot be evaluated as a classifier"
            )
        }
        return try await judge(classifier, by: material)
    }

    private func judge(_ adapter: some ClassifyingAdapter, by items: JudgedItems) async throws -> Conclusion {
        let jury = try Jury(labels: adapter.labels) { [roost, execution] outcomes in
            try await roost.record(outcomes, execution: execution.id)
        }
        let begun = ContinuousClock.now
        let progress = try await adapter.classifyItems(
            items.all,
            total: items.total,
            fetch: { try await items.content(of: $0) },
            write: { try await jury.judge($0) },
            progress: { await context.reporter.note($0) }
        )
        let seconds = (ContinuousClock.now - begun).seconds
        try await jury.flush()
        let cost = try await items.cost(of: adapter, samples: jury.samples, progress, seconds: seconds) { prepared in
            _ = try await adapter.probabilities([prepared])
        }
        let threads = BlockingThreads(label: "roost.report", count: 1)
        let evaluator = await jury.evaluator
        let report = await threads.run { evaluator.report() }
        let result = EvaluationResult(report: .classification(report), cost: cost)
        return Conclusion(
            progress: progress,
            words: "judged \(progress.done) of \(progress.total ?? progress.done), \(progress.failed) failed",
            deliver: { try await roost.evaluated(result, execution: execution.id) }
        )
    }
}
