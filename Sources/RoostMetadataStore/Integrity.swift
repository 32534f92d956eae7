import GRDB
import RoostEntities

extension Reading {
    /// What SQLite finds wrong with the file, empty when nothing is; `deep` compares every index with its table too.
    package func damage(deep: Bool) throws -> [String] {
        let found = try String.fetchAll(
            connection.database,
            sql: deep ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)"
        )
        return found == ["ok"] ? [] : found
    }

    /// The tables with rows that name what is not there.
    package func danglingTables() throws -> [String] {
        let tables = try String.fetchAll(connection.database, sql: #"SELECT "table" FROM pragma_foreign_key_check"#)
        return Set(tables).sorted()
    }

    /// Versions whose counts are not those of their artifacts.
    package func miscountedVersions() throws -> [Identifier<Version>] {
        try connection.values(
            """
            SELECT version.id FROM version LEFT JOIN artifact ON artifact.versionID = version.id
            GROUP BY version.id
            HAVING version.artifactCount <> count(artifact.id)
                OR version.size <> coalesce(sum(artifact.size) FILTER (WHERE artifact.kind = 'item'), 0)
            """
        )
    }

    /// Datasets whose counts are not those of their items and annotations.
    package func miscountedDatasets() throws -> [Identifier<Dataset>] {
        try connection.values(
            """
            SELECT id FROM dataset
            WHERE itemCount <> (SELECT count(*) FROM item WHERE datasetID = dataset.id AND deletedAt IS NULL)
                OR annotationCount <> (SELECT count(*) FROM annotation JOIN item ON item.id = annotation.itemID
                    WHERE annotation.datasetID = dataset.id AND item.deletedAt IS NULL)
                OR itemCount <>
                    (SELECT coalesce(sum(itemCount), 0) FROM datasetSubset WHERE datasetID = dataset.id)
            """
        )
    }

    /// Versions that wait for a training, or are in one, that no execution does.
    package func strandedVersions() throws -> [Identifier<Version>] {
        try connection.values(
            """
            SELECT id FROM version WHERE status IN ('pending', 'training') AND NOT EXISTS
                (SELECT 1 FROM execution WHERE productID = version.id AND finishedAt IS NULL)
            """
        )
    }

    /// Runs that go on although the execution that writes them has ended.
    package func strandedRuns() throws -> [Identifier<Run>] {
        try connection.values(
            """
            SELECT run.id FROM execution JOIN run ON run.id = execution.runID
            WHERE execution.finishedAt IS NOT NULL AND run.status = 'running'
            """
        )
    }

    /// Evaluations without a report whose execution has succeeded; `deep` finds those that have lost outcomes or objects,
    /// too.
    package func brokenEvaluations(deep: Bool) throws -> [Identifier<Evaluation>] {
        try connection.values(
            """
            SELECT evaluation.id FROM evaluation JOIN execution ON execution.id = evaluation.executionID
            WHERE CASE WHEN evaluation.report IS NULL THEN execution.status = 'succeeded' ELSE ? AND (
                evaluation.itemCount <> (SELECT count(*) FROM evaluationOutcome WHERE evaluationID = evaluation.id)
                OR evaluation.objectCount
                    <> (SELECT count(*) FROM evaluationObject WHERE evaluationID = evaluation.id)) END
            """,
            [deep]
        )
    }

    /// Evaluations that keep evidence for comparisons.
    package func evaluationsWithEvidence() throws -> [Identifier<Evaluation>] {
        try connection.values("SELECT id FROM evaluation WHERE evidence IS NOT NULL ORDER BY id")
    }

    /// Versions that are sealed, with the digest that was written down, in the order of their identifiers.
    package func sealedVersions(after id: Identifier<Version>?, limit: Int) throws -> [SealedVersion] {
        try connection.all(
            """
            SELECT id, digest FROM version WHERE digest IS NOT NULL AND id > ? ORDER BY id LIMIT ?
            """,
            [id ?? .least, limit]
        )
    }
}

/// A version and the digest over its artifacts.
package struct SealedVersion: Sendable, Codable, FetchableRecord {
    package let id: Identifier<Version>
    package let digest: Digest
}

extension WriteTransaction {
    /// Counts a dataset's items and annotations anew.
    package func recount(_ dataset: Identifier<Dataset>) throws {
        try connection.execute(
            """
            UPDATE dataset
            SET itemCount = (SELECT count(*) FROM item WHERE datasetID = dataset.id AND deletedAt IS NULL),
                annotationCount = (SELECT count(*) FROM annotation JOIN item ON item.id = annotation.itemID
                    WHERE annotation.datasetID = dataset.id AND item.deletedAt IS NULL)
            WHERE id = ?
            """,
            [dataset]
        )
        try countSubsets(of: dataset)
    }

    /// Counts anew how many items each subset has.
    func countSubsets(of dataset: Identifier<Dataset>) throws {
        try connection.execute("DELETE FROM datasetSubset WHERE datasetID = ?", [dataset])
        try connection.execute(
            """
            INSERT INTO datasetSubset (datasetID, subset, itemCount)
            SELECT datasetID, coalesce(subset, ''), count(*) FROM item
            WHERE datasetID = ? AND deletedAt IS NULL GROUP BY 2
            """,
            [dataset]
        )
    }
}
