import RoostEntities

/// A model that gives each of its labels a probability, so that it can be evaluated.
package protocol ClassifyingAdapter<Engine>: ModelAdapter {
    /// The probabilities of all labels for each of `batch`, in its order.
    ///
    /// Those of one item add up to 1 unless labels are independent of each other. Must not block the thread it is
    /// called on.
    func probabilities(_ batch: [Prepared]) async throws -> [[Float]]
}

extension ClassifyingAdapter {
    /// The probabilities of all labels for any number of items, as ``predictItems(_:total:options:fetch:write:progress:)``
    /// predicts them.
    ///
    /// - Parameters:
    ///   - items: in the order in which they are to be answered.
    ///   - total: how many they are, when that is known.
    ///   - fetch: an item's bytes; many are fetched at a time.
    ///   - write: keeps answers, in order; never called twice at a time.
    ///   - progress: told after each write how far it is.
    /// - Returns: how many items were answered, and how many of those with a failure.
    /// - Throws: what `items` or `write` throws; `CancellationError`.
    @discardableResult
    package func classifyItems<Items: AsyncSequence & Sendable>(
        _ items: Items,
        total: Int? = nil,
        fetch: @escaping @Sendable (Items.Element) async throws -> ItemContent,
        write: @escaping @Sendable ([(item: Items.Element, answer: Probabilities)]) async throws -> Void,
        progress: @Sendable (Execution.Progress) async -> Void = { _ in }
    ) async throws -> Execution.Progress where Items.Element: Sendable {
        try await answerItems(
            items,
            total: total,
            fetch: fetch,
            answer: { try await probabilities($0).map { Probabilities($0) } },
            write: write,
            progress: progress
        )
    }
}
