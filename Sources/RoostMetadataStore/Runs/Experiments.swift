import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        "SELECT id, projectID, name, description, tags, createdAt, updatedAt, deletedAt FROM experiment"
    }

    /// Deleted or not.
    package func experiment(
        named name: Experiment.Name,
        in project: Identifier<Project>
    ) throws -> Experiment? {
        try connection.first("\(Self.selection) WHERE projectID = ? AND name = ?", [project, name])
    }

    package func experiment(_ id: Identifier<Experiment>) throws -> Experiment? {
        try connection.first("\(Self.selection) WHERE id = ?", [id])
    }

    /// By name.
    package func experiments(
        in project: Identifier<Project>,
        deleted: Bool,
        page: PageRequest
    ) throws -> Page<Experiment> {
        let rows: [Experiment] = try connection.all(
            """
            \(Self.selection)
            WHERE projectID = ?1 AND name > ?2 AND (?3 OR deletedAt IS NULL) ORDER BY name LIMIT ?4
            """,
            [project, try page.afterText() ?? "", deleted, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.name.text) }
    }
}

extension WriteTransaction {
    /// Makes an experiment with a number that no experiment ever had.
    package func insertExperiment(
        _ id: Identifier<Experiment>,
        in project: Identifier<Project>,
        name: Experiment.Name,
        description: String,
        tags: Tags,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO experiment (key, id, projectID, name, description, tags, createdAt, updatedAt)
            VALUES ((SELECT number + 1 FROM lastExperiment), ?, ?, ?, ?, ?, ?, ?)
            """,
            [id, project, name, description, tags, now, now]
        )
    }

    package func updateExperiment(
        _ id: Identifier<Experiment>,
        name: Experiment.Name,
        description: String,
        tags: Tags,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE experiment SET name = ?, description = ?, tags = ?, updatedAt = ? WHERE id = ?",
            [name, description, tags, now, id]
        )
    }

    package func markExperiment(
        _ id: Identifier<Experiment>,
        deletedAt: Timestamp?,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE experiment SET deletedAt = ?, updatedAt = ? WHERE id = ?",
            [deletedAt, now, id]
        )
    }
}
