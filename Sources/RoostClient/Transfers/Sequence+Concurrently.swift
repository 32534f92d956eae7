extension Sequence where Element: Sendable {
    /// Does `work` for every element, at most `width` at a time; the first error cancels the rest and is thrown.
    package func concurrently(
        _ width: Int,
        _ work: @escaping @Sendable (Element) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, element) in enumerated() {
                if index >= width { try await group.next() }
                group.addTask { try await work(element) }
            }
            try await group.waitForAll()
        }
    }
}
