import RoostEntities

/// An item's row to be.
package struct NewItem: Sendable {
    package var id: Identifier<Item>
    package var path: Artifact.Path
    package var digest: Digest
    package var size: Int64
    package var mediaType: String
    package var width: Int
    package var height: Int
    package var subset: Subset?
    package var metadata: [String: JSONValue]

    package init(
        id: Identifier<Item>,
        path: Artifact.Path,
        digest: Digest,
        size: Int64,
        mediaType: String,
        width: Int,
        height: Int,
        subset: Subset?,
        metadata: [String: JSONValue]
    ) {
        self.id = id
        self.path = path
        self.digest = digest
        self.size = size
        self.mediaType = mediaType
        self.width = width
        self.height = height
        self.subset = subset
        self.metadata = metadata
    }
}
