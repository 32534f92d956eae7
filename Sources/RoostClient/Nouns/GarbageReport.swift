/// What a collection took away, or would take away.
public struct GarbageReport: Sendable, Codable, Hashable {
    /// Nothing was really removed.
    public let dryRun: Bool
    public let blobs: Int
    /// Of those blobs together.
    public let bytes: Int64
    public let purgedModels: Int
    public let purgedVersions: Int
    public let purgedDatasets: Int
    public let expiredUploads: Int
}
