import Foundation
import RoostEntities

extension ModelAdapter {
    /// Predicts any number of items, however large, as ``answerItems(_:total:fetch:answer:write:progress:)`` does.
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
        try await answerItems(
            items,
            total: total,
            fetch: fetch,
            answer: { try await predict($0, options: options) },
            write: { answers in try await write(answers.map { (item: $0.item, prediction: $0.answer) }) },
            progress: progress
        )
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
