import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        """
        SELECT alias.name AS alias, version.number AS version, alias.updatedAt, alias.updatedBy
        FROM alias JOIN version ON version.id = alias.versionID
        """
    }

    /// By name; a model has 1,000 at most.
    package func aliases(of model: Identifier<Model>) throws -> [AliasTarget] {
        try connection.all("\(Self.selection) WHERE alias.modelID = ? ORDER BY alias.name LIMIT 1000", [model])
    }

    package func alias(_ alias: Alias, of model: Identifier<Model>) throws -> AliasTarget? {
        try connection.first("\(Self.selection) WHERE alias.modelID = ? AND alias.name = ?", [model, alias])
    }

    package func aliasCount(of model: Identifier<Model>) throws -> Int {
        try connection.value("SELECT count(*) FROM alias WHERE modelID = ?", [model]) ?? 0
    }
}

extension WriteTransaction {
    /// Makes the alias or moves it, in one step.
    package func setAlias(
        _ alias: Alias,
        of model: Identifier<Model>,
        to version: Identifier<Version>,
        by actor: String,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO alias (modelID, name, versionID, updatedAt, updatedBy) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (modelID, name) DO UPDATE
            SET versionID = excluded.versionID, updatedAt = excluded.updatedAt, updatedBy = excluded.updatedBy
            """,
            [model, alias, version, now, actor]
        )
    }

    /// Whether there was such an alias.
    package func deleteAlias(_ alias: Alias, of model: Identifier<Model>) throws -> Bool {
        try connection.execute("DELETE FROM alias WHERE modelID = ? AND name = ?", [model, alias]) > 0
    }
}
