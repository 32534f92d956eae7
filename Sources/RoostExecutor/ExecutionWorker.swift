import Foundation
import RoostAdapters
import RoostClient
import RoostInference

/// What a worker process does: loads the version, predicts what it was assigned, reports.
///
/// Everything it learns and says goes through the API, so it may run on another machine than the server.
package struct ExecutionWorker: Sendable {
    private let assignment: Assignment
    private let roost: Roost
    private let engine: NativeEngine
    private let say: @Sendable (String) -> Void

    /// - Parameters:
    ///   - assignment: What to do and for whom.
    ///   - engine: What models run on.
    ///   - say: Takes a line for the execution's log.
    package init(assignment: Assignment, engine: NativeEngine, say: @escaping @Sendable (String) -> Void) {
        self.assignment = assignment
        self.engine = engine
        self.say = say
        roost = Roost(url: assignment.server, token: assignment.token, project: assignment.project.text)
    }

    /// Works to the end, or until the server says stop, and reports which.
    ///
    /// - Throws: What kept it from working; the server has been told, if it could be reached.
    package func run() async throws {
        do {
            try await work()
            try await roost.finish(execution: assignment.execution)
        } catch is CancellationError {
            say("stopped")
        } catch {
            say("failed: \(error)")
            try await roost.finish(execution: assignment.execution, failure: String(describing: error))
            throw error
        }
    }

    private func work() async throws {
        let execution = try await roost.execution(assignment.execution)
        say("loading \(execution.version)")
        let started = ContinuousClock.now
        let adapter = try await AdapterTable().load(assignment.modelFolder, on: engine)
        say("loaded in \(ContinuousClock.now - started)")
        for warning in adapter.warnings { say("warning: \(warning)") }
        let reporter = ProgressReporter(roost: roost, execution: assignment.execution)
        let progress = try await reporter.whileReporting {
            try await predict(execution, with: adapter, reporter: reporter)
        }
        say("predicted \(progress.done) of \(progress.total ?? progress.done), \(progress.failed) failed")
    }

    private func predict(
        _ execution: Execution,
        with adapter: some ModelAdapter,
        reporter: ProgressReporter
    ) async throws -> Execution.Progress {
        let options = PredictOptions(top: execution.input.top)
        guard let dataset = execution.input.dataset else {
            return try await predict(execution.input.images, with: adapter, options: options, reporter: reporter)
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
                try await roost.record(results, execution: assignment.execution)
            },
            progress: { await reporter.note($0) }
        )
    }

    private func predict(
        _ images: [Execution.Input.Image],
        with adapter: some ModelAdapter,
        options: PredictOptions,
        reporter: ProgressReporter
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
                try await roost.record(results, execution: assignment.execution)
            },
            progress: { await reporter.note($0) }
        )
    }
}
