import GRDB
import RoostEntities

extension Reading {
    package func project(named name: Project.Name) throws -> Project? {
        try connection.first("SELECT * FROM project WHERE name = ?", [name])
    }

    package func project(_ id: Identifier<Project>) throws -> Project? {
        try connection.first("SELECT * FROM project WHERE id = ?", [id])
    }

    /// By name; only `id` when it is given.
    package func projects(only id: Identifier<Project>?, page: PageRequest) throws -> Page<Project> {
        let rows: [Project] = try connection.all(
            "SELECT * FROM project WHERE name > ?1 AND (?2 IS NULL OR id = ?2) ORDER BY name LIMIT ?3",
            [try page.afterText() ?? "", id, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.name.text) }
    }
}

extension WriteTransaction {
    package func insertProject(
        _ id: Identifier<Project>,
        name: Project.Name,
        description: String,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "INSERT INTO project (id, name, description, createdAt) VALUES (?, ?, ?, ?)",
            [id, name, description, now]
        )
    }
}
