/// Every entry of a long list, fetched a page at a time while you iterate.
///
///     for try await model in roost.allModels() { print(model.name) }
public struct Listing<Element: Sendable>: AsyncSequence, Sendable {
    let fetch: @Sendable (PageRequest) async throws -> Page<Element>

    init(_ fetch: @escaping @Sendable (PageRequest) async throws -> Page<Element>) {
        self.fetch = fetch
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(fetch: fetch)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let fetch: @Sendable (PageRequest) async throws -> Page<Element>
        private var items: ArraySlice<Element> = []
        private var after: PageToken?
        private var isAtEnd = false

        init(fetch: @escaping @Sendable (PageRequest) async throws -> Page<Element>) {
            self.fetch = fetch
        }

        public mutating func next() async throws -> Element? {
            while items.isEmpty {
                guard !isAtEnd else { return nil }
                let page = try await fetch(PageRequest(limit: 500, after: after))
                items = page.items[...]
                isAtEnd = page.next == nil || page.next == after
                after = page.next
            }
            return items.removeFirst()
        }
    }

    /// The first entries, and whether there are more.
    public func prefix(upTo count: Int) async throws -> (items: [Element], hasMore: Bool) {
        var items: [Element] = []
        for try await item in self {
            guard items.count < count else { return (items, true) }
            items.append(item)
        }
        return (items, false)
    }
}
