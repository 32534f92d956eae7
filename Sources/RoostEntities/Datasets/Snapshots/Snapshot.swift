/// A picture of a dataset that never changes: which items it had, and the ground truth about them.
///
/// Its content is a manifest among the blobs: one ``SnapshotHeader``, then a ``SnapshotItem`` a line, by path.
/// What it says is named by ``digest``, so two pictures of the same state are the same snapshot.
public struct Snapshot: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Snapshot>
    public let projectID: Identifier<Project>
    public let datasetID: Identifier<Dataset>
    public let dataset: Dataset.Name
    /// SHA-256 of the manifest.
    public let digest: Digest
    /// Bytes of the manifest.
    public let size: Int64
    public let itemCount: Int
    /// Of ground truth.
    public let annotationCount: Int
    /// How many items each subset has; items without one under "".
    public let subsets: [String: Int]
    public let createdBy: String
    public let createdAt: Timestamp
}
