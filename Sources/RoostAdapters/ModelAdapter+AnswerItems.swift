import RoostEntities

extension ModelAdapter {
    /// Puts any number of items, however large, to the model, and keeps what it answers.
    ///
    /// Fetching, preparing, answering and writing go on at the same time, each for other items, so the model does not
    /// wait as long as the others keep up. Only a bounded number of items is in memory. An item that cannot be fetched,
    /// prepared or answered is answered with its failure and never stops the others. Cancelling the task ends it all
    /// soon.
    ///
    /// - Parameters:
    ///   - items: in the order in which they are to be answered.
    ///   - total: how many they are, when that is known.
    ///   - fetch: an item's bytes; many are fetched at a time.
    ///   - answer: asks the model; gives one answer for each of a batch, in its order.
    ///   - write: keeps answers, in order; never called twice at a time.
    ///   - progress: told after each write how far it is.
    /// - Returns: how many items were answered, and how many of those with a failure.
    /// - Throws: what `items` or `write` throws; `CancellationError`.
    @discardableResult
    package func answerItems<Items: AsyncSequence & Sendable, Answer: ItemAnswer>(
        _ items: Items,
        total: Int? = nil,
        fetch: @escaping @Sendable (Items.Element) async throws -> ItemContent,
        answer: @escaping @Sendable ([Prepared]) async throws -> [Answer],
        write: @escaping @Sendable ([(item: Items.Element, answer: Answer)]) async throws -> Void,
        progress: @Sendable (Execution.Progress) async -> Void = { _ in }
    ) async throws -> Execution.Progress where Items.Element: Sendable {
        let source = ItemSource(items)
        let stages = PredictStages(adapter: self, source: source, fetch: fetch, answer: answer, write: write)
        var schedule = PredictSchedule<Items.Element, Prepared, Group, Answer>(batchSize: batchSize, total: total)
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
}
