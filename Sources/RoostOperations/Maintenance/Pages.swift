/// Rows that are fetched page by page as they are asked for.
///
/// An actor, because the place in the list is shared by whoever asks.
actor Pages<Row: Sendable> {
    private let fetch: @Sendable (Row?) async throws -> [Row]
    private var page: ArraySlice<Row> = []
    private var last: Row?

    /// - Parameter fetch: gives the rows after one; none at the end.
    init(_ fetch: @escaping @Sendable (Row?) async throws -> [Row]) {
        self.fetch = fetch
    }

    func next() async throws -> Row? {
        if page.isEmpty {
            page = try await fetch(last)[...]
            last = page.last
        }
        return page.popFirst()
    }
}
