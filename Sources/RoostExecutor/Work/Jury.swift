import RoostAdapters
import RoostClient
import RoostEvaluation

/// Judges answers in their order and passes the outcomes on by the hundred.
actor Jury {
    /// A request carries no more outcomes.
    private static let outcomesAtOnce = 500
    private(set) var evaluator: ClassificationEvaluator
    /// The first items that the version could answer.
    private(set) var samples: [SnapshotItem] = []
    private var outcomes: [Outcome] = []
    private let write: @Sendable ([Outcome]) async throws -> Void

    init(labels: [String], write: @escaping @Sendable ([Outcome]) async throws -> Void) throws {
        evaluator = try ClassificationEvaluator(labels: labels)
        self.write = write
    }

    /// Never called twice at a time, so that outcomes keep their order.
    func judge(_ answers: [(item: SnapshotItem, answer: Probabilities)]) async throws {
        for (item, answer) in answers {
            outcomes.append(try evaluator.evaluate(item, ClassificationEvaluator.Answer(answer)))
            if answer.failure == nil, samples.count < JudgedItems.sampleCount { samples.append(item) }
        }
        guard outcomes.count >= Self.outcomesAtOnce else { return }
        try await flush()
    }

    /// Passes on what is left.
    func flush() async throws {
        while !outcomes.isEmpty {
            let part = Array(outcomes.prefix(Self.outcomesAtOnce))
            outcomes.removeFirst(part.count)
            try await write(part)
        }
    }
}

extension ClassificationEvaluator.Answer {
    init(_ answer: Probabilities) {
        self = answer.failure.map { .failure($0) } ?? .probabilities(answer.values)
    }
}
