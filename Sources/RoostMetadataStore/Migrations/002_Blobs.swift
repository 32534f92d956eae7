extension Migrations {
    /// `blob` lists content that is safely in the store: whatever a row names is there.
    static let blobs = """
        CREATE TABLE blob (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            size INTEGER NOT NULL CHECK (size >= 0),
            usedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE projectBlob (
            projectID BLOB NOT NULL REFERENCES project (id),
            digest BLOB NOT NULL REFERENCES blob (digest) ON DELETE CASCADE,
            PRIMARY KEY (projectID, digest)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX projectBlobByDigest ON projectBlob (digest);

        CREATE TABLE upload (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            size INTEGER NOT NULL CHECK (size >= 0),
            createdAt INTEGER NOT NULL,
            expiresAt INTEGER NOT NULL,
            complete INTEGER NOT NULL CHECK (complete IN (0, 1))
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX uploadByExpiry ON upload (expiresAt);
        CREATE INDEX uploadByProject ON upload (projectID);
        """
}
