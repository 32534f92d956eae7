import GRDB
import RoostEntities

/// An upload as it is kept; what arrived of it only the store of artifacts knows.
package struct UploadRow: Sendable, Codable, FetchableRecord {
    package let id: Identifier<Upload>
    package let projectID: Identifier<Project>
    package let size: Int64
    package let digest: Digest
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    package let complete: Bool

    package init(
        id: Identifier<Upload>,
        projectID: Identifier<Project>,
        size: Int64,
        digest: Digest,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        complete: Bool
    ) {
        self.id = id
        self.projectID = projectID
        self.size = size
        self.digest = digest
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.complete = complete
    }
}

extension Reading {
    package func upload(_ id: Identifier<Upload>) throws -> UploadRow? {
        try connection.first("SELECT * FROM upload WHERE id = ?", [id])
    }

    package func expiredUploads(before moment: Timestamp) throws -> [Identifier<Upload>] {
        try connection.values("SELECT id FROM upload WHERE expiresAt < ? ORDER BY expiresAt LIMIT 10000", [moment])
    }
}

extension WriteTransaction {
    package func insertUpload(_ upload: UploadRow) throws {
        try connection.execute(
            """
            INSERT INTO upload (id, projectID, digest, size, createdAt, expiresAt, complete)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                upload.id, upload.projectID, upload.digest, upload.size, upload.createdAt, upload.expiresAt,
                upload.complete,
            ]
        )
    }

    package func completeUpload(_ id: Identifier<Upload>) throws {
        try connection.execute("UPDATE upload SET complete = 1 WHERE id = ?", [id])
    }

    package func extendUpload(_ id: Identifier<Upload>, to expiry: Timestamp) throws {
        try connection.execute("UPDATE upload SET expiresAt = ? WHERE id = ?", [expiry, id])
    }

    package func deleteUpload(_ id: Identifier<Upload>) throws {
        try connection.execute("DELETE FROM upload WHERE id = ?", [id])
    }
}
