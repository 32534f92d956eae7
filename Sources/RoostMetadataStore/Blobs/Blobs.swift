import Foundation
import GRDB
import RoostEntities

/// Content that rows say is in the store.
package struct BlobRow: Sendable, Codable, FetchableRecord {
    package let digest: Digest
    /// In bytes.
    package let size: Int64
}

extension Reading {
    /// In bytes; `nil` when the project neither uploaded nor references it.
    package func blobSize(_ digest: Digest, knownTo project: Identifier<Project>) throws -> Int64? {
        try connection.value(
            """
            SELECT blob.size FROM projectBlob JOIN blob USING (digest)
            WHERE projectBlob.projectID = ? AND projectBlob.digest = ?
            """,
            [project, digest]
        )
    }

    /// In the order of the digests.
    package func blobs(after digest: Digest?, limit: Int) throws -> [BlobRow] {
        try connection.all(
            "SELECT digest, size FROM blob WHERE digest > ? ORDER BY digest LIMIT ?",
            [digest?.databaseValue ?? Data().databaseValue, limit]
        )
    }

    /// Those of `digests` that somebody asked about longer ago than `moment`.
    package func blobs(_ digests: [Digest], unusedSince moment: Timestamp) throws -> [Digest] {
        try digests.filter { digest in
            try connection.exists("SELECT 1 FROM blob WHERE digest = ? AND usedAt < ?", [digest, moment])
        }
    }

    package func hasBlob(_ digest: Digest) throws -> Bool {
        try connection.exists("SELECT 1 FROM blob WHERE digest = ?", [digest])
    }

    /// Whether nothing names the content and nobody asked for it since `moment`.
    package func isUnused(_ digest: Digest, since moment: Timestamp) throws -> Bool {
        try connection.exists(
            "SELECT 1 FROM blob WHERE digest = ? AND usedAt < ? AND \(Self.isUnused)",
            [digest, moment]
        )
    }

    fileprivate static var isUnused: String {
        """
        NOT EXISTS (SELECT 1 FROM artifact WHERE artifact.blobDigest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM item WHERE item.digest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.digest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM executionImage WHERE executionImage.digest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM runArtifact WHERE runArtifact.digest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM loggedModelArtifact WHERE loggedModelArtifact.digest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM traceArtifact WHERE traceArtifact.digest = blob.digest)
        AND NOT EXISTS (SELECT 1 FROM evaluation WHERE evaluation.evidence = blob.digest)
        """
    }
}

extension WriteTransaction {
    /// Records that content is in the store, and that the project may name it.
    package func insertBlob(
        _ digest: Digest,
        size: Int64,
        knownTo project: Identifier<Project>,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO blob (digest, size, usedAt) VALUES (?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET usedAt = max(usedAt, excluded.usedAt)
            """,
            [digest, size, now]
        )
        try connection.execute(
            "INSERT INTO projectBlob (projectID, digest) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [project, digest]
        )
    }

    /// Forgets content that is still unused since `moment`; `false` if it was used meanwhile.
    package func deleteBlob(_ digest: Digest, unusedSince moment: Timestamp) throws -> Bool {
        try connection.execute(
            "DELETE FROM blob WHERE digest = ? AND usedAt < ? AND \(Self.isUnused)",
            [digest, moment]
        ) > 0
    }

    /// Starts the age of content again, so that no collection takes it before a row names it.
    package func renewBlobs(_ digests: [Digest], at now: Timestamp) throws {
        for digest in digests {
            try connection.execute("UPDATE blob SET usedAt = max(usedAt, ?) WHERE digest = ?", [now, digest])
        }
    }
}
