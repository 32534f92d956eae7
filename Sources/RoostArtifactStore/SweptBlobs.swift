/// What a sweep of unfinished content took away.
package struct SweptBlobs: Hashable, Sendable {
    package var count = 0
    /// In bytes.
    package var size: Int64 = 0

    package init(count: Int = 0, size: Int64 = 0) {
        self.count = count
        self.size = size
    }
}
