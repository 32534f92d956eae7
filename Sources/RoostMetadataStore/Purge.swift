import GRDB
import RoostEntities

extension Reading {
    /// Versions that were deleted, or whose model was, before `moment`.
    package func purgeableVersions(before moment: Timestamp) throws -> [Identifier<Version>] {
        try connection.values(
            """
            SELECT id FROM version WHERE deletedAt < ?1
            UNION SELECT version.id FROM version JOIN model ON model.id = version.modelID WHERE model.deletedAt < ?1
            """,
            [moment]
        )
    }

    package func purgeableModels(before moment: Timestamp) throws -> [Identifier<Model>] {
        try connection.values("SELECT id FROM model WHERE deletedAt < ?", [moment])
    }

    package func purgeableDatasets(before moment: Timestamp) throws -> [Identifier<Dataset>] {
        try connection.values("SELECT id FROM dataset WHERE deletedAt < ?", [moment])
    }

    /// Items that were deleted before `moment` and that no snapshot shows, by dataset.
    package func purgeableItems(before moment: Timestamp, limit: Int) throws -> [PurgeableItem] {
        try connection.all(
            """
            SELECT id, datasetID FROM item
            WHERE deletedAt < ? AND NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.datasetID = item.datasetID
                AND revision >= addedIn AND revision < deletedIn)
            LIMIT ?
            """,
            [moment, limit]
        )
    }
}

extension WriteTransaction {
    /// Removes a deleted version with its artifacts, executions, evaluations and predictions; `false` if it was undeleted meanwhile
    /// or something still works on it.
    package func purgeVersion(_ id: Identifier<Version>, deletedBefore moment: Timestamp) throws -> Bool {
        let deleted = try connection.exists(
            """
            SELECT 1 FROM version JOIN model ON model.id = version.modelID
            WHERE version.id = ?1 AND (version.deletedAt < ?2 OR model.deletedAt < ?2)
            """,
            [id, moment]
        )
        guard deleted, try activeExecution(of: id) == nil else { return false }
        let datasets: [Identifier<Dataset>] = try connection.values(
            "SELECT DISTINCT datasetID FROM annotation WHERE versionID = ?",
            [id]
        )
        try connection.execute("DELETE FROM annotation WHERE versionID = ?", [id])
        for dataset in datasets {
            try recount(dataset)
        }
        try connection.execute("DELETE FROM evaluation WHERE versionID = ?", [id])
        try connection.execute("DELETE FROM execution WHERE versionID = ?", [id])
        try connection.execute("DELETE FROM alias WHERE versionID = ?", [id])
        return try connection.execute("DELETE FROM version WHERE id = ?", [id]) > 0
    }

    /// Removes a deleted model that has no versions any more.
    package func purgeModel(_ id: Identifier<Model>, deletedBefore moment: Timestamp) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM model
            WHERE id = ?1 AND deletedAt < ?2 AND NOT EXISTS (SELECT 1 FROM version WHERE modelID = ?1)
            """,
            [id, moment]
        ) > 0
    }

    /// Removes a deleted item with what was said about it; `false` if it was undeleted meanwhile, or a snapshot shows it.
    package func purgeItem(_ id: Identifier<Item>, deletedBefore moment: Timestamp) throws -> Bool {
        let deleted = try connection.exists(
            """
            SELECT 1 FROM item
            WHERE id = ? AND deletedAt < ? AND NOT EXISTS (SELECT 1 FROM snapshot
                WHERE snapshot.datasetID = item.datasetID AND revision >= addedIn AND revision < deletedIn)
            """,
            [id, moment]
        )
        guard deleted else { return false }
        try connection.execute("DELETE FROM annotation WHERE itemID = ?", [id])
        return try connection.execute("DELETE FROM item WHERE id = ?", [id]) > 0
    }

    /// Removes a deleted dataset with its items, annotations, snapshots and executions; `false` if it was undeleted
    /// meanwhile, something still works on it, or something else names one of its snapshots.
    package func purgeDataset(_ id: Identifier<Dataset>, deletedBefore moment: Timestamp) throws -> Bool {
        let deleted = try connection.exists("SELECT 1 FROM dataset WHERE id = ? AND deletedAt < ?", [id, moment])
        guard deleted, try activeExecution(of: id) == nil else { return false }
        do {
            try connection.database.inSavepoint {
                try connection.execute("DELETE FROM annotation WHERE datasetID = ?", [id])
                try connection.execute("DELETE FROM execution WHERE datasetID = ?", [id])
                try connection.execute("DELETE FROM snapshot WHERE datasetID = ?", [id])
                try connection.execute("DELETE FROM item WHERE datasetID = ?", [id])
                try connection.execute("DELETE FROM dataset WHERE id = ?", [id])
                return .commit
            }
            return true
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
            return false
        }
    }

    /// Lets go of the loose images of executions that ended before `moment`; what was found about them stays.
    package func releaseImages(ofExecutionsEndedBefore moment: Timestamp) throws {
        try connection.execute(
            """
            DELETE FROM executionImage WHERE executionID IN (SELECT id FROM execution WHERE finishedAt < ?)
            """,
            [moment]
        )
    }
}

/// An item that nothing keeps any more.
package struct PurgeableItem: Sendable, Codable, FetchableRecord {
    package let id: Identifier<Item>
    package let datasetID: Identifier<Dataset>
}
