import Foundation
import RoostEntities
import RoostThreads

/// Carries out what a ``PredictSchedule`` decides.
struct PredictStages<Adapter: ModelAdapter, Items: AsyncSequence & Sendable>: Sendable
where Items.Element: Sendable {
    typealias Schedule = PredictSchedule<Items.Element, Adapter.Prepared>

    private let adapter: Adapter
    private let options: PredictOptions
    private let source: ItemSource<Items>
    private let fetch: @Sendable (Items.Element) async throws -> ItemContent
    private let write: @Sendable ([(item: Items.Element, prediction: Prediction)]) async throws -> Void
    private let threads = BlockingThreads(
        label: "roost.prepare",
        count: ProcessInfo.processInfo.activeProcessorCount
    )

    init(
        adapter: Adapter,
        options: PredictOptions,
        source: ItemSource<Items>,
        fetch: @escaping @Sendable (Items.Element) async throws -> ItemContent,
        write: @escaping @Sendable ([(item: Items.Element, prediction: Prediction)]) async throws -> Void
    ) {
        self.adapter = adapter
        self.options = options
        self.source = source
        self.fetch = fetch
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
            return .prepared(number, prepared)
        } catch {
            return .refused(number, try Self.failure(error))
        }
    }

    /// A batch that fails is tried again item by item, so that only those fail that must.
    private func predict(_ batch: [Adapter.Prepared]) async throws -> [Prediction] {
        do {
            let predictions = try await adapter.predict(batch, options: options)
            guard predictions.count == batch.count else {
                throw RoostError(
                    .internal,
                    "the adapter '\(Adapter.name)' answered \(predictions.count) of \(batch.count) items"
                )
            }
            return predictions
        } catch {
            let failure = try Self.failure(error)
            guard batch.count > 1 else { return [failure] }
            var predictions: [Prediction] = []
            for item in batch { predictions += try await predict([item]) }
            return predictions
        }
    }

    /// The error as an answer, unless it is that of being cancelled.
    private static func failure(_ error: any Error) throws -> Prediction {
        try Task.checkCancellation()
        if error is CancellationError { throw error }
        return Prediction(failure: String(describing: error))
    }
}
