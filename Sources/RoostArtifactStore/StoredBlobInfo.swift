import RoostEntities

/// One line of a store's list.
package struct StoredBlobInfo: Hashable, Sendable {
    package let digest: Digest
    /// In bytes.
    package let size: Int64
    /// When the content was put, put again or renewed: what a sweep counts its grace period from.
    package let modifiedAt: Timestamp

    package init(digest: Digest, size: Int64, modifiedAt: Timestamp) {
        self.digest = digest
        self.size = size
        self.modifiedAt = modifiedAt
    }
}
