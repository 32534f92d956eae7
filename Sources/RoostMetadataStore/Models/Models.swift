import GRDB
import RoostEntities

extension Reading {
    static var modelSelection: String {
        """
        SELECT model.*,
            (SELECT count(*) FROM version WHERE modelID = model.id AND deletedAt IS NULL) AS versionCount,
            (SELECT max(number) FROM version WHERE modelID = model.id AND deletedAt IS NULL) AS latestVersion
        FROM model
        """
    }

    /// Deleted or not.
    package func model(named name: Model.Name, in project: Identifier<Project>) throws -> Model? {
        try connection.first("\(Self.modelSelection) WHERE projectID = ? AND name = ?", [project, name])
    }

    package func model(_ id: Identifier<Model>) throws -> Model? {
        try connection.first("\(Self.modelSelection) WHERE id = ?", [id])
    }

    /// By name.
    package func models(
        in project: Identifier<Project>,
        archived: Bool,
        deleted: Bool,
        namePrefix: String?,
        page: PageRequest
    ) throws -> Page<Model> {
        let prefix = namePrefix ?? ""
        // No name has a character as low, so this is right after the last one seen.
        let start = max(prefix, try page.afterText().map { $0 + "\u{1}" } ?? "")
        let rows: [Model] = try connection.all(
            """
            \(Self.modelSelection)
            WHERE projectID = ?1 AND name >= ?2 AND name < ?3
                AND (?4 OR archivedAt IS NULL) AND (?5 OR deletedAt IS NULL)
            ORDER BY name LIMIT ?6
            """,
            [project, start, prefix + "\u{10FFFF}", archived, deleted, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.name.text) }
    }
}

extension WriteTransaction {
    package func insertModel(
        _ id: Identifier<Model>,
        in project: Identifier<Project>,
        name: Model.Name,
        description: String,
        tags: Tags,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO model (id, projectID, name, description, tags, lastNumber, createdAt, updatedAt)
            VALUES (?, ?, ?, ?, ?, 0, ?, ?)
            """,
            [id, project, name, description, tags, now, now]
        )
    }

    package func updateModel(
        _ id: Identifier<Model>,
        description: String,
        tags: Tags,
        archivedAt: Timestamp?,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE model SET description = ?, tags = ?, archivedAt = ?, updatedAt = ? WHERE id = ?",
            [description, tags, archivedAt, now, id]
        )
    }

    package func markModel(_ id: Identifier<Model>, deletedAt: Timestamp?, at now: Timestamp) throws {
        try connection.execute(
            "UPDATE model SET deletedAt = ?, updatedAt = ? WHERE id = ?",
            [deletedAt, now, id]
        )
    }

    /// The next of the model's numbers, which nobody gets again.
    package func takeNumber(of model: Identifier<Model>, at now: Timestamp) throws -> Version.Number {
        let number: Int? = try connection.value(
            "UPDATE model SET lastNumber = lastNumber + 1, updatedAt = ? WHERE id = ? RETURNING lastNumber",
            [now, model]
        )
        guard let number else {
            throw RoostError(.internal, "model \(model) is gone; list the models and try again")
        }
        return try Version.Number(number)
    }
}
