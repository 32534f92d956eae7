/// Hands the elements of a sequence out one at a time, to whichever task asks.
actor ItemSource<Items: AsyncSequence & Sendable> where Items.Element: Sendable {
    private var iterator: Items.AsyncIterator?

    init(_ items: Items) {
        iterator = items.makeAsyncIterator()
    }

    /// The next element, or `nil` at the end; never asked again before it has answered.
    func next() async throws -> Items.Element? {
        var iterator = iterator.take()
        defer { self.iterator = iterator }
        return try await iterator?.next(isolation: self)
    }
}
