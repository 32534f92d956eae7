/// A file that a run left.
public struct RunArtifact: Sendable, Codable, Equatable {
    public let path: Artifact.Path
    public let digest: Digest
    /// In bytes.
    public let size: Int64
    public let createdAt: Timestamp

    package init(path: Artifact.Path, digest: Digest, size: Int64, createdAt: Timestamp) {
        self.path = path
        self.digest = digest
        self.size = size
        self.createdAt = createdAt
    }
}
