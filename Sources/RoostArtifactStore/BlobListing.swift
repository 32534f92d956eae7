import RoostEntities

/// What a store holds, in the order of the digests, read page by page as it is asked for.
package struct BlobListing: AsyncSequence, Sendable {
    private let page: @Sendable (_ after: Digest?) async throws -> [StoredBlobInfo]

    /// - Parameter page: gives some of what comes after a digest, ascending; nothing at the end.
    package init(page: @escaping @Sendable (_ after: Digest?) async throws -> [StoredBlobInfo]) {
        self.page = page
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let nextPage: @Sendable (_ after: Digest?) async throws -> [StoredBlobInfo]
        fileprivate var page: ArraySlice<StoredBlobInfo> = []
        fileprivate var last: Digest?

        package mutating func next() async throws -> StoredBlobInfo? {
            if page.isEmpty {
                try Task.checkCancellation()
                page = try await nextPage(last)[...]
            }
            guard let next = page.popFirst() else { return nil }
            last = next.digest
            return next
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(nextPage: page)
    }
}
