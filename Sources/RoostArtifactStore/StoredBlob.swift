import RoostEntities

/// Content that is safely in the store.
package struct StoredBlob: Hashable, Sendable {
    package let digest: Digest
    /// In bytes.
    package let size: Int64
    /// Whether this call brought it: `false` when the store had the content before.
    package let isNew: Bool
}
