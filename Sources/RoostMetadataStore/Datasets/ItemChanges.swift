import GRDB
import RoostEntities

extension Reading {
    /// Of both kinds: ground truth and predictions.
    package func annotationCount(of item: Identifier<Item>) throws -> Int {
        try connection.value("SELECT count(*) FROM annotation WHERE itemID = ?", [item]) ?? 0
    }

    /// Deleted ones, the first that was deleted first.
    package func deletedItems(of dataset: Identifier<Dataset>, page: PageRequest) throws -> Page<Item> {
        let after = try page.afterText().map { try DeletedPlace($0) }
        let rows: [Item] = try connection.all(
            """
            SELECT \(Item.columns) FROM item WHERE datasetID = ? AND (deletedAt, id) > (?, ?)
            ORDER BY deletedAt, id LIMIT ?
            """,
            [dataset, after?.deletedAt ?? Timestamp(milliseconds: .min), after?.id ?? .least, page.rowLimit]
        )
        return try page.page(rows) { item in
            try PageToken(encoding: DeletedPlace(deletedAt: item.deletedAt ?? item.createdAt, id: item.id).text)
        }
    }
}

extension WriteTransaction {
    /// Hides an item, or shows it again.
    ///
    /// Call ``beginRevision(of:at:)`` before.
    package func markItem(_ id: Identifier<Item>, deletedAt: Timestamp?) throws {
        try connection.execute(
            """
            UPDATE item SET deletedAt = ?1,
                deletedIn = iif(?1 IS NULL, NULL, (SELECT revision FROM dataset WHERE dataset.id = item.datasetID))
            WHERE id = ?2
            """,
            [deletedAt, id]
        )
    }

    /// Call ``beginRevision(of:at:)`` before.
    package func updateItem(_ id: Identifier<Item>, subset: Subset?, metadata: [String: JSONValue]) throws {
        try connection.execute(
            "UPDATE item SET subset = ?, metadata = ? WHERE id = ?",
            [subset, JSONMembers(metadata), id]
        )
    }
}

/// Where a list of deleted items goes on.
private struct DeletedPlace {
    let deletedAt: Timestamp
    let id: Identifier<Item>

    init(deletedAt: Timestamp, id: Identifier<Item>) {
        self.deletedAt = deletedAt
        self.id = id
    }

    init(_ text: String) throws(RoostError) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let milliseconds = Int64(parts[0]) else {
            throw RoostError(.invalidArgument, "this is no page token of this list: pass 'next' of the page before")
        }
        deletedAt = Timestamp(milliseconds: milliseconds)
        id = try Identifier(parts[1])
    }

    var text: String { "\(deletedAt.milliseconds) \(id)" }
}
