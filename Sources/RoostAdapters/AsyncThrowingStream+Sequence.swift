extension AsyncThrowingStream where Element: Sendable, Failure == any Error {
    /// Another sequence's elements, fetched one at a time as they are asked for.
    package init(_ source: some AsyncSequence<Element, any Error> & Sendable) {
        let items = ItemSource(source)
        self.init { try await items.next() }
    }
}
