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
        let adapter = try await AdapterTable().loadClassifier(context.assignment.modelFolder, on: context.engine)
        for warning in adapter.warnings { context.say("warning: \(warning)") }
        let version = try await roost.version(execution.version)
        return try await judge(adapter, version: version, snapshot: try await context.snapshot())
    }

    private func judge(
        _ adapter: some ClassifyingAdapter,
        version: Version,
        snapshot: Snapshot
    ) async throws -> Conclusion {
        let subset = execution.input.subset
        let jury = try Jury(labels: adapter.labels) { [roost, execution] outcomes in
            try await roost.record(outcomes, execution: execution.id)
        }
        let begun = ContinuousClock.now
        let progress = try await adapter.classifyItems(
            roost.snapshotItems(of: snapshot).filter { subset == nil || $0.subset == subset },
            total: subset.map { snapshot.subsets[$0.rawValue] ?? 0 } ?? snapshot.itemCount,
            fetch: { item in ItemContent(name: item.path.text, bytes: try await context.content(of: item)) },
            write: { try await jury.judge($0) },
            progress: { await context.reporter.note($0) }
        )
        let seconds = (ContinuousClock.now - begun).seconds
        try await jury.flush()
        let cost = Evaluation.Cost(
            latencyMilliseconds: try await latency(of: adapter, for: jury.samples),
            itemsPerSecond: progress.done > 0 && seconds > 0 ? Double(progress.done) / seconds : nil,
            peakMemory: PeakMemory.bytes,
            size: version.size
        )
        let threads = BlockingThreads(label: "roost.report", count: 1)
        let evaluator = await jury.evaluator
        let result = EvaluationResult(report: .classification(await threads.run { evaluator.report() }), cost: cost)
        return Conclusion(
            progress: progress,
            words: "judged \(progress.done) of \(progress.total ?? progress.done), \(progress.failed) failed",
            deliver: { try await roost.evaluated(result, execution: execution.id) }
        )
    }

    /// Of running the model for one item by itself, in milliseconds: the median over `items`, after two to warm up.
    private func latency(
        of adapter: some ClassifyingAdapter,
        for items: [SnapshotItem]
    ) async throws -> Double? {
        let threads = BlockingThreads(label: "roost.latency", count: 1)
        var times: [Double] = []
        for (count, item) in (items.prefix(2) + items).enumerated() {
            let content = ItemContent(name: item.path.text, bytes: try await context.content(of: item))
            let prepared = try await threads.run { try adapter.prepare(content) }
            let begun = ContinuousClock.now
            _ = try await adapter.probabilities([prepared])
            if count >= 2 { times.append((ContinuousClock.now - begun).seconds * 1000) }
        }
        guard !times.isEmpty else { return nil }
        return times.sorted()[times.count / 2]
    }
}
