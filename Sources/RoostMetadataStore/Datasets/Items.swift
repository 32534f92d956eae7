import GRDB
import RoostEntities

extension Reading {
    /// Deleted or not.
    package func item(_ id: Identifier<Item>, of dataset: Identifier<Dataset>) throws -> Item? {
        try connection.first("SELECT \(Item.columns) FROM item WHERE id = ? AND datasetID = ?", [id, dataset])
    }

    /// `nil` when there was one and it was deleted.
    package func item(at path: Artifact.Path, of dataset: Identifier<Dataset>) throws -> Item? {
        try connection.first(
            "SELECT \(Item.columns) FROM item WHERE datasetID = ? AND path = ? AND deletedAt IS NULL",
            [dataset, path]
        )
    }

    /// In the order they were added; those that a filter means by their path, in the order of the paths.
    ///
    /// A page may hold fewer than were asked for and still have a next one.
    package func items(
        of dataset: Identifier<Dataset>,
        subset: Subset? = nil,
        filter: Filter? = nil,
        page: PageRequest
    ) throws -> Page<Item> {
        try FilteredItems(of: dataset, subset: subset, filter: filter).page(page, in: connection)
    }

    /// - Throws: `tooLarge` when too many items would have to be looked at.
    package func itemCount(of dataset: Identifier<Dataset>, subset: Subset?, filter: Filter) throws -> Int {
        try FilteredItems(of: dataset, subset: subset, filter: filter).count(in: connection)
    }

    /// How many items an execution over the dataset has to work on.
    package func itemCount(of dataset: Identifier<Dataset>, subset: Subset?) throws -> Int {
        try connection.value(
            "SELECT sum(itemCount) FROM datasetSubset WHERE datasetID = ?1 AND (?2 IS NULL OR subset = ?2)",
            [dataset, subset]
        ) ?? 0
    }
}

extension WriteTransaction {
    /// Call ``beginRevision(of:at:)`` before.
    package func insertItems(_ items: [NewItem], into dataset: Identifier<Dataset>, at now: Timestamp) throws {
        for item in items {
            try connection.execute(
                """
                INSERT INTO item (id, datasetID, path, digest, size, mediaType, width, height, subset, metadata,
                    createdAt, addedIn)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT revision FROM dataset WHERE id = ?))
                """,
                [
                    item.id, dataset, item.path, item.digest, item.size, item.mediaType, item.width, item.height,
                    item.subset, JSONMembers(item.metadata), now, dataset,
                ]
            )
        }
    }
}
