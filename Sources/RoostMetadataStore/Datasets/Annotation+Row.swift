import GRDB
import RoostEntities

/// Read column by column: a page holds a thousand of them.
extension Annotation: FetchableRecord {
    static let columns = """
        id, datasetID, itemID, label, geometry, score, versionID, executionID, attributes, createdBy,
        createdAt
        """

    public init(row: Row) throws {
        self.init(
            id: try row.decode(atIndex: 0),
            datasetID: try row.decode(atIndex: 1),
            itemID: try row.decode(atIndex: 2),
            draft: Draft(
                label: try row.decode(atIndex: 3),
                geometry: try row.decode(atIndex: 4),
                score: try row.decode(atIndex: 5),
                attributes: try row.decode(JSONMembers.self, atIndex: 8).members
            ),
            by: try row.decode(atIndex: 6),
            in: try row.decode(atIndex: 7),
            createdBy: try row.decode(atIndex: 9),
            createdAt: try row.decode(atIndex: 10)
        )
    }
}
