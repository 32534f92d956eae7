extension Migrations {
    /// Identifiers are 12 bytes that sort by creation, moments are milliseconds since 1970, JSON is text.
    static let projects = """
        CREATE TABLE project (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 63),
            description TEXT NOT NULL,
            createdAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE auditEntry (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB REFERENCES project (id),
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL CHECK (action <> ''),
            subject TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX auditEntryByProject ON auditEntry (projectID, id);
        """
}
