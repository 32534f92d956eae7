import RoostAdapters
import RoostClient
import RoostInference

/// Predicts the items of a dataset, or loose images, and writes what was found.
struct PredictionWork: Sendable {
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
                let results = answers.map { WorkerResult(itemID: $0.item.id, prediction: $0.prediction) }
                try await roost.record(results, execution: execution.id)
            },
            progress: { await context.reporter.note($0) }
        )
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
                let results = answers.map { WorkerResult(index: $0.item.offset, prediction: $0.prediction) }
                try await roost.record(results, execution: execution.id)
            },
            progress: { await context.reporter.note($0) }
        )
    }
}
