/// One image of a dataset.
public struct Item: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Item>
    public let datasetID: Identifier<Dataset>
    public let path: Artifact.Path
    public let digest: Digest
    /// In bytes.
    public let size: Int64
    /// Such as `image/png`.
    public let mediaType: String
    /// In pixels, after the orientation the file asks for.
    public let width: Int
    public let height: Int
    public let subset: Subset?
    /// What else is known about it, by name.
    public let metadata: [String: JSONValue]
    public let createdAt: Timestamp
    /// Lists leave out what was deleted; it can be undeleted until garbage is collected.
    public let deletedAt: Timestamp?

    /// An item to be, with what is known about it.
    public struct Draft: Sendable, Codable {
        public var path: Artifact.Path
        /// Content that was uploaded before.
        public var digest: Digest
        public var subset: Subset?
        public var annotations: [Annotation.Draft]
        /// What else is known about it, by name.
        public var metadata: [String: JSONValue]

        public init(
            path: Artifact.Path,
            digest: Digest,
            subset: Subset? = nil,
            annotations: [Annotation.Draft] = [],
            metadata: [String: JSONValue] = [:]
        ) {
            self.path = path
            self.digest = digest
            self.subset = subset
            self.annotations = annotations
            self.metadata = metadata
        }
    }
}

extension Item {
    package init(
        id: Identifier<Item>,
        datasetID: Identifier<Dataset>,
        path: Artifact.Path,
        digest: Digest,
        size: Int64,
        mediaType: String,
        width: Int,
        height: Int,
        in subset: Subset?,
        metadata: [String: JSONValue] = [:],
        createdAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.datasetID = datasetID
        self.path = path
        self.digest = digest
        self.size = size
        self.mediaType = mediaType
        self.width = width
        self.height = height
        self.subset = subset
        self.metadata = metadata
        self.createdAt = createdAt
        self.deletedAt = deletedAt
    }
}
