import GRDB
import RoostEntities

extension Snapshot: FetchableRecord {}

extension Reading {
    private static var selection: String {
        """
        SELECT snapshot.id, dataset.projectID, datasetID, dataset.name AS dataset, digest, size,
            snapshot.itemCount, snapshot.annotationCount, subsets, createdBy, snapshot.createdAt
        FROM snapshot JOIN dataset ON dataset.id = snapshot.datasetID
        """
    }

    package func snapshot(_ id: Identifier<Snapshot>) throws -> Snapshot? {
        try connection.first("\(Self.selection) WHERE snapshot.id = ?", [id])
    }

    package func snapshot(_ digest: Digest, of dataset: Identifier<Dataset>) throws -> Snapshot? {
        try connection.first("\(Self.selection) WHERE datasetID = ? AND digest = ?", [dataset, digest])
    }

    /// The one that shows the dataset as it is now.
    package func currentSnapshot(of dataset: Identifier<Dataset>) throws -> Snapshot? {
        try connection.first(
            "\(Self.selection) WHERE datasetID = ?1 AND snapshot.revision = ?2",
            [dataset, try revision(of: dataset)]
        )
    }

    /// The newest first.
    package func snapshots(of dataset: Identifier<Dataset>, page: PageRequest) throws -> Page<Snapshot> {
        let before = try page.afterIdentifier(Snapshot.self) ?? .greatest
        let rows: [Snapshot] = try connection.all(
            "\(Self.selection) WHERE datasetID = ? AND snapshot.id < ? ORDER BY snapshot.id DESC LIMIT ?",
            [dataset, before, page.rowLimit]
        )
        return try page.page(rows) { try PageToken($0.id) }
    }

    /// Of every dataset, in the order of their identifiers.
    package func snapshots(after id: Identifier<Snapshot>?, limit: Int) throws -> [Snapshot] {
        try connection.all(
            "\(Self.selection) WHERE snapshot.id > ? ORDER BY snapshot.id LIMIT ?",
            [id ?? .least, limit]
        )
    }

    /// Those of `items` that are no items of the dataset, deleted or not.
    package func missingItems(
        _ items: [Identifier<Item>],
        of dataset: Identifier<Dataset>
    ) throws -> [Identifier<Item>] {
        try items.filter { item in
            try !connection.exists("SELECT 1 FROM item WHERE id = ? AND datasetID = ?", [item, dataset])
        }
    }
}

extension WriteTransaction {
    /// Records a manifest that is in the store; what shows the same is the same snapshot.
    ///
    /// - Returns: the snapshot that was there already, or the one with `id`.
    package func insertSnapshot(
        _ id: Identifier<Snapshot>,
        of dataset: Identifier<Dataset>,
        manifest: Manifest,
        digest: Digest,
        size: Int64,
        by actor: String,
        at now: Timestamp
    ) throws -> Identifier<Snapshot> {
        try connection.execute(
            """
            INSERT INTO snapshot (id, datasetID, digest, size, revision, itemCount, annotationCount, subsets, createdBy,
                createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (datasetID, digest) DO UPDATE SET revision = max(revision, excluded.revision)
            """,
            [
                id, dataset, digest, size, manifest.revision, manifest.itemCount, manifest.annotationCount,
                JSONMembers(manifest.subsets.mapValues { .integer(Int64($0)) }), actor, now,
            ]
        )
        let found: Identifier<Snapshot>? = try connection.value(
            "SELECT id FROM snapshot WHERE datasetID = ? AND digest = ?",
            [dataset, digest]
        )
        return found ?? id
    }

    /// Forgets a snapshot; `false` if something names it.
    package func deleteSnapshot(_ id: Identifier<Snapshot>) throws -> Bool {
        do {
            return try connection.execute("DELETE FROM snapshot WHERE id = ?", [id]) > 0
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
            return false
        }
    }
}
