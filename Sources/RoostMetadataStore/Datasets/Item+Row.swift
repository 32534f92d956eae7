import GRDB
import RoostEntities

/// Read column by column: a page holds a thousand of them.
extension Item: FetchableRecord {
    static let columns = """
        id, datasetID, path, digest, size, mediaType, width, height, subset, metadata, createdAt, deletedAt
        """

    public init(row: Row) throws {
        self.init(
            id: try row.decode(atIndex: 0),
            datasetID: try row.decode(atIndex: 1),
            path: try row.decode(atIndex: 2),
            digest: try row.decode(atIndex: 3),
            size: try row.decode(atIndex: 4),
            mediaType: try row.decode(atIndex: 5),
            width: try row.decode(atIndex: 6),
            height: try row.decode(atIndex: 7),
            in: try row.decode(atIndex: 8),
            metadata: try row.decode(JSONMembers.self, atIndex: 9).members,
            createdAt: try row.decode(atIndex: 10),
            deletedAt: try row.decode(atIndex: 11)
        )
    }
}
