import GRDB
import RoostEntities

extension Reading {
    /// The newest first, of one project or of everything.
    package func audit(project: Identifier<Project>?, page: PageRequest) throws -> Page<AuditEntry> {
        let after = try page.afterIdentifier(AuditEntry.self) ?? .greatest
        let rows: [AuditEntry]
        if let project {
            rows = try connection.all(
                "SELECT * FROM auditEntry WHERE projectID = ? AND id < ? ORDER BY id DESC LIMIT ?",
                [project, after, page.rowLimit]
            )
        } else {
            rows = try connection.all(
                "SELECT * FROM auditEntry WHERE id < ? ORDER BY id DESC LIMIT ?",
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
