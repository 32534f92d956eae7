import Foundation
import RoostAdapters
import RoostEntities
import RoostLearning
import RoostThreads

/// Fits a head to the end, tells each iteration, and keeps checkpoints to go on from.
struct HeadRun: Sendable {
    /// A fit at its end.
    struct Fitted: Sendable {
        let parameters: [Double]
        let metrics: [String: Double]
        let bestIteration: Int
        let iterations: Int
        let reason: String
        let trained: Int
        let validated: Int
    }

    /// How long a checkpoint may be behind.
    private static let interval = Duration.seconds(1)

    private let problem: HeadProblem
    private let checkpoint: URL
    private let observe: TrainingObserver
    private let threads = BlockingThreads(label: "roost.fit", count: 1)

    init(_ problem: HeadProblem, in folder: TrainingFolder, observe: @escaping TrainingObserver) {
        self.problem = problem
        self.observe = observe
        checkpoint = folder.output.appending(path: "fit.state")
    }

    func fit() async throws -> Fitted {
        var fitting = try await begin()
        do {
            var saved = ContinuousClock.now
            try await observe(.iteration(fitting.latest.number, metrics: fitting.latest.metrics))
            while fitting.reason == nil {
                try Task.checkCancellation()
                let before = fitting.latest.number
                fitting = try await threads.run { [fitting] in
                    var next = fitting
                    try next.advance()
                    return next
                }
                guard fitting.latest.number > before else { continue }
                try await observe(.iteration(fitting.latest.number, metrics: fitting.latest.metrics))
                guard ContinuousClock.now - saved > Self.interval else { continue }
                try await save(fitting)
                saved = .now
            }
        } catch {
            // Whoever starts again goes on from here.
            try? await save(fitting)
            throw error
        }
        try await save(fitting)
        let result = fitting.result
        return Fitted(
            parameters: result.parameters,
            metrics: result.metrics,
            bestIteration: result.iteration,
            iterations: fitting.latest.number,
            reason: fitting.reason ?? "",
            trained: problem.trainedCount,
            validated: problem.validatedCount
        )
    }

    private func begin() async throws -> HeadFitting {
        let resumed = await threads.run { [problem, checkpoint] in
            (try? Data(contentsOf: checkpoint)).flatMap { HeadFitting(problem, resuming: $0) }
        }
        if let resumed {
            try await observe(.note("the fit goes on after iteration \(resumed.latest.number)"))
            return resumed
        }
        return try await threads.run { [problem] in try HeadFitting(problem) }
    }

    private func save(_ fitting: HeadFitting) async throws {
        try await threads.run { [checkpoint] in
            do {
                try fitting.checkpoint.write(to: checkpoint, options: .atomic)
            } catch {
                throw RoostError(
                    .unavailable,
                    "the fit's checkpoint cannot be written; is the disk full?",
                    cause: error
                )
            }
        }
    }
}
