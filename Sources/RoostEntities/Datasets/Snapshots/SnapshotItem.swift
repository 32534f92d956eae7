/// One item of a snapshot, with its ground truth: a line of the manifest.
public struct SnapshotItem: Sendable, Codable, Hashable, Identifiable {
    public let id: Identifier<Item>
    public let path: Artifact.Path
    public let digest: Digest
    /// In bytes.
    public let size: Int64
    /// Such as `image/png`.
    public let mediaType: String
    /// In pixels.
    public let width: Int
    public let height: Int
    public let subset: Subset?
    public let metadata: [String: JSONValue]
    /// Ground truth, in the order it was made.
    public let annotations: [Annotation.Draft]

    public init(_ item: Item, annotations: [Annotation.Draft]) {
        id = item.id
        path = item.path
        digest = item.digest
        size = item.size
        mediaType = item.mediaType
        width = item.width
        height = item.height
        subset = item.subset
        metadata = item.metadata
        self.annotations = annotations
    }
}
