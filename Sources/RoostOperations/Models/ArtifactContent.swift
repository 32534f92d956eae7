import RoostEntities

/// What is behind an artifact's path.
package enum ArtifactContent: Sendable, Hashable {
    /// Content of the store, `size` bytes of it.
    case blob(digest: Digest, size: Int64)
    /// An address elsewhere.
    case link(url: String)
}
