extension Migrations {
    /// Of a secret only its SHA-256 is kept.
    static let accessTokens = """
        CREATE TABLE accessToken (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            name TEXT NOT NULL CHECK (name <> ''),
            role TEXT NOT NULL CHECK (role IN ('viewer', 'contributor', 'maintainer', 'admin')),
            projectID BLOB REFERENCES project (id),
            executionID BLOB REFERENCES execution (id) ON DELETE CASCADE,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            createdAt INTEGER NOT NULL,
            expiresAt INTEGER,
            CHECK (executionID IS NULL OR projectID IS NOT NULL)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX accessTokenByExecution ON accessToken (executionID) WHERE executionID IS NOT NULL;
        CREATE INDEX accessTokenByProject ON accessToken (projectID);
        """
}
