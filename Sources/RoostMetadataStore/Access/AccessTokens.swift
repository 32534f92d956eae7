import GRDB
import RoostEntities

extension Reading {
    /// The token whose secret has this SHA-256, expired or not.
    package func token(hash: Digest) throws -> AccessToken? {
        try connection.first("SELECT * FROM accessToken WHERE hash = ?", [hash])
    }

    package func token(_ id: Identifier<AccessToken>) throws -> AccessToken? {
        try connection.first("SELECT * FROM accessToken WHERE id = ?", [id])
    }

    /// Whether there is any token that opens everything.
    package func hasAdminToken(at now: Timestamp) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 FROM accessToken
            WHERE role = 'admin' AND projectID IS NULL AND (expiresAt IS NULL OR expiresAt > ?) LIMIT 1
            """,
            [now]
        )
    }

    /// Those of people and services, the oldest first; workers' tokens are left out.
    package func tokens(page: PageRequest) throws -> Page<AccessToken> {
        let rows: [AccessToken] = try connection.all(
            "SELECT * FROM accessToken WHERE executionID IS NULL AND id > ? ORDER BY id LIMIT ?",
            [try page.afterIdentifier(AccessToken.self) ?? .least, page.rowLimit]
        )
        return try page.page(rows) { try PageToken($0.id) }
    }
}

extension WriteTransaction {
    /// Of the secret only its hash comes here.
    package func insertToken(
        _ id: Identifier<AccessToken>,
        name: String,
        role: Role,
        project: Identifier<Project>?,
        execution: Identifier<Execution>?,
        hash: Digest,
        at now: Timestamp,
        expires: Timestamp?
    ) throws {
        try connection.execute(
            """
            INSERT INTO accessToken (id, name, role, projectID, executionID, hash, createdAt, expiresAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [id, name, role, project, execution, hash, now, expires]
        )
    }

    /// Whether there was such a token.
    package func deleteToken(_ id: Identifier<AccessToken>) throws -> Bool {
        try connection.execute("DELETE FROM accessToken WHERE id = ?", [id]) > 0
    }

    package func deleteTokens(of execution: Identifier<Execution>) throws {
        try connection.execute("DELETE FROM accessToken WHERE executionID = ?", [execution])
    }

    package func deleteExpiredTokens(before moment: Timestamp) throws {
        try connection.execute("DELETE FROM accessToken WHERE expiresAt < ?", [moment])
    }
}
