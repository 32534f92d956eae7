import GRDB
import RoostEntities

extension Reading {
    /// The newest first, of one project or of everything.
    package func audit(project: Identifier<Project>?, page: PageRequest) throws -> Page<AuditEntry> {
        let after = try page.afterIdentifier(AuditEntry.self)
        let rows: [AuditEntry]
        if let project {
            rows = try connection.all(
                "SELECT * FROM auditEntry WHERE projectID = ?1 AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3",
                [project, after, page.rowLimit]
            )
        } else {
            rows = try connection.all(
                "SELECT * FROM auditEntry WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2",
                [after, page.rowLimit]
            )
        }
        return try page.page(rows) { try PageToken($0.id) }
    }
}

extension WriteTransaction {
    package func insertAudit(
        _ id: Identifier<AuditEntry>,
        project: Identifier<Project>?,
        at now: Timestamp,
        actor: String,
        action: String,
        subject: String,
        detail: String
    ) throws {
        try connection.execute(
            "INSERT INTO auditEntry (id, projectID, at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [id, project, now, actor, action, subject, detail]
        )
    }
}
