import Foundation
import RoostAdapters
import RoostClient
import RoostEvaluation
import RoostThreads
import Synchronization

/// Judges items in their order and passes on what was found out, outcomes before their objects.
///
/// A class, because its evaluator, which may be large, is changed in place by the thread that judges.
final class ObjectJury: Sendable {
    /// A request carries no more outcomes.
    private static let outcomesAtOnce = 500
    /// A request carries no more objects.
    private static let objectsAtOnce = 1_000
    /// A request carries no more numbers of shapes, but for those of a single object: some 3 MB.
    private static let numbersAtOnce = 400_000

    private struct State: Sendable {
        /// `nil` once it was asked for its report.
        var evaluator: (any ObjectEvaluating)?
        var outcomes: [Outcome] = []
        var objects: [ObjectOutcome] = []
        var samples: [SnapshotItem] = []
    }

    private let state: Mutex<State>
    private let threads = BlockingThreads(label: "roost.judge", count: 1)
    private let writeOutcomes: @Sendable ([Outcome]) async throws -> Void
    private let writeObjects: @Sendable ([ObjectOutcome]) async throws -> Void

    init(
        _ evaluator: any ObjectEvaluating,
        writeOutcomes: @escaping @Sendable ([Outcome]) async throws -> Void,
        writeObjects: @escaping @Sendable ([ObjectOutcome]) async throws -> Void
    ) {
        state = Mutex(State(evaluator: evaluator))
        self.writeOutcomes = writeOutcomes
        self.writeObjects = writeObjects
    }

    /// The first items that the version could answer.
    var samples: [SnapshotItem] { state.withLock { $0.samples } }

    /// Never called twice at a time, so that outcomes keep their order.
    func judge(_ answers: [(item: SnapshotItem, prediction: Prediction)]) async throws {
        let isFull = try await threads.run { [self] in
            try state.withLock { state in
                for (item, prediction) in answers {
                    guard let found = try state.evaluator?.add(item: item, prediction: prediction) else {
                        throw RoostError(.internal, "an item came after the report; evaluate again")
                    }
                    state.outcomes.append(found.outcome)
                    state.objects += found.objects.map(\.bounded)
                    guard prediction.failure == nil, state.samples.count < JudgedItems.sampleCount else { continue }
                    state.samples.append(item)
                }
                return state.outcomes.count >= Self.outcomesAtOnce || state.objects.count >= Self.objectsAtOnce
            }
        }
        if isFull { try await flush() }
    }

    /// Passes on what is left.
    func flush() async throws {
        let (outcomes, objects) = state.withLock { state in
            defer {
                state.outcomes = []
                state.objects = []
            }
            return (state.outcomes, state.objects)
        }
        for start in stride(from: 0, to: outcomes.count, by: Self.outcomesAtOnce) {
            try await writeOutcomes(Array(outcomes[start..<min(start + Self.outcomesAtOnce, outcomes.count)]))
        }
        var part: [ObjectOutcome] = []
        var numbers = 0
        for object in objects {
            if part.count == Self.objectsAtOnce || numbers + object.shapeNumbers > Self.numbersAtOnce, !part.isEmpty {
                try await writeObjects(part)
                (part, numbers) = ([], 0)
            }
            part.append(object)
            numbers += object.shapeNumbers
        }
        if !part.isEmpty { try await writeObjects(part) }
    }

    /// What all items came to.
    func finish() async throws -> (report: EvaluationReport, evidence: Evidence) {
        guard let evaluator = state.withLock({ $0.evaluator.take() }) else {
            throw RoostError(.internal, "the report was made before; evaluate again")
        }
        let width = ProcessInfo.processInfo.activeProcessorCount
        return try await evaluator.finish(on: BlockingThreads(label: "roost.report", count: width), width: width)
    }
}
