import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import RoostThreads

/// Predicts local files with a local model: the worker's path without a server.
package struct LocalPrediction: Sendable {
    private let folder: URL
    private let engine: NativeEngine
    private let threads = BlockingThreads(label: "roost.local-files", count: 2)

    /// - Parameters:
    ///   - folder: The model's files.
    ///   - engine: What the model runs on.
    package init(folder: URL, engine: NativeEngine) {
        self.folder = folder
        self.engine = engine
    }

    /// How long things took, in seconds.
    package struct Timing: Sendable {
        package let load: Double
        package let predict: Double
    }

    /// - Parameters:
    ///   - files: The images, in the order they are answered.
    ///   - top: How many labels an image gets at most.
    ///   - answers: What is wanted of what is found in an image.
    ///   - warn: Told what the user should know about the model.
    ///   - write: Takes answers as they come.
    /// - Returns: How far it came, and how long it took.
    /// - Throws: What is wrong with the model, and what `write` throws.
    package func run(
        _ files: [URL],
        top: Int,
        answers: AnswerOptions = AnswerOptions(),
        warn: @Sendable (String) -> Void,
        write: @escaping @Sendable ([(item: URL, prediction: Prediction)]) async throws -> Void
    ) async throws -> (progress: Execution.Progress, timing: Timing) {
        let clock = ContinuousClock()
        let begin = clock.now
        let adapter = try await AdapterTable().load(folder, on: engine)
        let loaded = clock.now
        for warning in adapter.warnings { warn(warning) }
        let progress = try await predict(files, with: adapter, PredictOptions(top: top, answers: answers), write: write)
        let timing = Timing(load: (loaded - begin).seconds, predict: (clock.now - loaded).seconds)
        return (progress, timing)
    }

    private func predict(
        _ files: [URL],
        with adapter: some ModelAdapter,
        _ options: PredictOptions,
        write: @escaping @Sendable ([(item: URL, prediction: Prediction)]) async throws -> Void
    ) async throws -> Execution.Progress {
        try await adapter.predictItems(
            AsyncStream(files),
            total: files.count,
            options: options,
            fetch: { [threads] file in try await threads.run { try LocalFile.read(file) } },
            write: write
        )
    }
}
