import Foundation
import RoostEntities
import RoostThreads

/// Carries out what a ``PredictSchedule`` decides.
struct PredictStages<Adapter: ModelAdapter, Items: AsyncSequence & Sendable, Answer: ItemAnswer>: Sendable
where Items.Element: Sendable {
    typealias Schedule = PredictSchedule<Items.Element, Adapter.Prepared, Adapter.Group, Answer>

    private let adapter: Adapter
    private let source: ItemSource<Items>
    private let fetch: @Sendable (Items.Element) async throws -> ItemContent
    private let answer: @Sendable ([Adapter.Prepared]) async throws -> [Answer]
    private let write: @Sendable ([(item: Items.Element, answer: Answer)]) async throws -> Void
    private let threads = BlockingThreads(
        label: "roost.prepare",
        count: ProcessInfo.processInfo.activeProcessorCount
    )

    init(
        adapter: Adapter,
        source: ItemSource<Items>,
        fetch: @escaping @Sendable (Items.Element) async throws -> ItemContent,
        answer: @escaping @Sendable ([Adapter.Prepared]) async throws -> [Answer],
        write: @escaping @Sendable ([(item: Items.Element, answer: Answer)]) async throws -> Void
    ) {
        self.adapter = adapter
        self.source = source
        self.fetch = fetch
        self.answer = answer
        self.write = write
    }

    func perform(_ action: Schedule.Action) async throws -> Schedule.Event {
        try Task.checkCancellation()
        switch action {
        case .pull:
            return .pulled(try await source.next())
        case .prepare(let number, let item):
            return try await prepare(number, item)
        case .predict(let numbers, let batch):
            return .predicted(numbers, try await predict(batch))
        case .write(let answers):
            try await write(answers)
            return .written
        }
    }

    private func prepare(_ number: Int, _ item: Items.Element) async throws -> Schedule.Event {
        do {
            let content = try await fetch(item)
            let prepared = try await threads.run { [adapter] in try adapter.prepare(content) }
            return .prepared(number, prepared, adapter.group(of: prepared))
        } catch {
            return .refused(number, try Self.failure(error))
        }
    }

    /// A batch that fails is tried again item by item, so that only those fail that must.
    private func predict(_ batch: [Adapter.Prepared]) async throws -> [Answer] {
        do {
            let answers = try await answer(batch)
            guard answers.count == batch.count else {
                throw RoostError(
                    .internal,
                    "the adapter '\(Adapter.name)' answered \(answers.count) of \(batch.count) items"
                )
            }
            return answers
        } catch {
            let failure = try Self.failure(error)
            guard batch.count > 1 else { return [failure] }
            var answers: [Answer] = []
            for item in batch { answers += try await predict([item]) }
            return answers
        }
    }

    /// The error as an answer, unless it is that of being cancelled.
    private static func failure(_ error: any Error) throws -> Answer {
        try Task.checkCancellation()
        if error is CancellationError { throw error }
        return Answer(failure: String(describing: error))
    }
}
