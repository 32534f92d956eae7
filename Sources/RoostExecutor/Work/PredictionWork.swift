import RoostAdapters
import RoostClient
import RoostInference

/// Predicts the items of a dataset, or loose images, and writes what was found.
struct PredictionWork: Sendable {
    /// A request carries no more numbers of shapes, but for those of a single item: some 8 MB.
    private static let numbersAtOnce = 1_000_000

    let context: WorkContext

    private var execution: Execution { context.execution }
    private var roost: Roost { context.roost }

    func run() async throws -> Conclusion {
        let adapter = try await AdapterTable().load(context.assignment.modelFolder, on: context.engine)
        for warning in adapter.warnings { context.say("warning: \(warning)") }
        let version = try await roost.version(execution.version)
        let answers = try adapter.answers(execution.input.answers, of: version)
        let progress = try await predict(with: adapter, PredictOptions(top: execution.input.top, answers: answers))
        return Conclusion(
            progress: progress,
            words: "predicted \(progress.done) of \(progress.total ?? progress.done), \(progress.failed) failed"
        )
    }

    private func predict(
        with adapter: some ModelAdapter,
        _ options: PredictOptions
    ) async throws -> Execution.Progress {
        guard let dataset = execution.input.dataset else {
            return try await predict(execution.input.images, with: adapter, options: options)
        }
        let subset = execution.input.subset
        let known = try await roost.dataset(dataset)
        let total = subset.map { known.subsets[$0.rawValue] ?? 0 } ?? known.itemCount
        return try await adapter.predictItems(
            roost.allItems(of: dataset, subset: subset),
            total: total,
            options: options,
            fetch: { item in
                ItemContent(name: item.path.text, bytes: try await roost.content(of: item.digest, size: item.size))
            },
            write: { answers in
                try await record(answers.map { WorkerResult(itemID: $0.item.id, prediction: $0.prediction) })
            },
            progress: { await context.reporter.note($0) }
        )
    }

    /// Writes results, as many at once as their shapes allow.
    private func record(_ results: [WorkerResult]) async throws {
        var part: [WorkerResult] = []
        var numbers = 0
        for result in results {
            let more = result.prediction.annotations.reduce(0) { $0 + $1.geometry.numberCount }
            if numbers + more > Self.numbersAtOnce, !part.isEmpty {
                try await roost.record(part, execution: execution.id)
                (part, numbers) = ([], 0)
            }
            part.append(result)
            numbers += more
        }
        try await roost.record(part, execution: execution.id)
    }

    private func predict(
        _ images: [Execution.Input.Image],
        with adapter: some ModelAdapter,
        options: PredictOptions
    ) async throws -> Execution.Progress {
        try await adapter.predictItems(
            AsyncStream(images.enumerated().map { $0 }),
            total: images.count,
            options: options,
            fetch: { place in
                ItemContent(name: place.element.name, bytes: try await roost.content(of: place.element.digest))
            },
            write: { answers in
                try await record(answers.map { WorkerResult(index: $0.item.offset, prediction: $0.prediction) })
            },
            progress: { await context.reporter.note($0) }
        )
    }
}
