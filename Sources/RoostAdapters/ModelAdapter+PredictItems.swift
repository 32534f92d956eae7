import Foundation
import RoostEntities
import RoostThreads

extension ModelAdapter {
    /// Predicts any number of items, however large.
    ///
    /// Fetching, preparing, predicting and writing go on at the same time, each for other items, so the model does not
    /// wait as long as the others keep up. Only a bounded number of items is in memory. An item that cannot be fetched,
    /// prepared or predicted is answered with its failure and never stops the others. Cancelling the task ends it all
    /// soon.
    ///
    /// - Parameters:
    ///   - items: in the order in which they are to be answered.
    ///   - total: how many they are, when that is known.
    ///   - options: what is wanted of each prediction.
    ///   - fetch: an item's bytes; many are fetched at a time.
    ///   - write: keeps answers, in order; never called twice at a time.
    ///   - progress: told after each write how far it is.
    /// - Returns: how many items were answered, and how many of those with a failure.
    /// - Throws: what `items` or `write` throws; `CancellationError`.
    @discardableResult
    package func predictItems<Items: AsyncSequence & Sendable>(
        _ items: Items,
        total: Int? = nil,
        options: PredictOptions = PredictOptions(),
        fetch: @escaping @Sendable (Items.Element) async throws -> ItemContent,
        write: @escaping @Sendable ([(item: Items.Element, prediction: Prediction)]) async throws -> Void,
        progress: @Sendable (Execution.Progress) async -> Void = { _ in }
    ) async throws -> Execution.Progress where Items.Element: Sendable {
        let source = ItemSource(items)
        let stages = PredictStages(adapter: self, options: options, source: source, fetch: fetch, write: write)
        var schedule = PredictSchedule<Items.Element, Prepared>(batchSize: batchSize, total: total)
        try await withThrowingTaskGroup { group in
            while true {
                while let action = schedule.next() {
                    group.addTask { try await stages.perform(action) }
                }
                guard let event = try await group.next() else { return }
                schedule.handle(event)
                if case .written = event { await progress(schedule.progress) }
            }
        }
        try Task.checkCancellation()
        return schedule.progress
    }

    /// Predicts a few items that are in memory already.
    ///
    /// - Parameters:
    ///   - contents: the items.
    ///   - options: what is wanted of each prediction.
    /// - Returns: one prediction for each, in their order.
    /// - Throws: `CancellationError`.
    package func predictItems(
        _ contents: [ItemContent],
        options: PredictOptions = PredictOptions()
    ) async throws -> [Prediction] {
        let answers = Answers()
        try await predictItems(
            AsyncStream(contents),
            total: contents.count,
            options: options,
            fetch: { $0 },
            write: { await answers.append($0.map(\.prediction)) }
        )
        return await answers.predictions
    }
}

private actor Answers {
    private(set) var predictions: [Prediction] = []

    func append(_ predictions: [Prediction]) {
        self.predictions += predictions
    }
}
