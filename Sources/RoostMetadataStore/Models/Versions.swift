import GRDB
import RoostEntities

extension Reading {
    static var versionSelection: String { versionSelection(from: "version JOIN model") }

    /// What versions are read from; `tables` are `version` and `model`, joined in the order a search wants them.
    static func versionSelection(from tables: String) -> String {
        """
        SELECT version.*, model.name AS model,
            (SELECT json_group_array(name) FROM
                (SELECT alias.name FROM alias WHERE alias.versionID = version.id ORDER BY alias.name)) AS aliases
        FROM \(tables) ON model.id = version.modelID
        """
    }

    package func version(_ id: Identifier<Version>) throws -> Version? {
        try connection.first("\(Self.versionSelection) WHERE version.id = ?", [id])
    }

    /// Deleted or not; the latest is the highest number that is not deleted.
    package func version(
        of model: Identifier<Model>,
        _ selector: Reference.Selector
    ) throws -> Version? {
        switch selector {
        case .number(let number):
            try connection.first(
                "\(Self.versionSelection) WHERE version.modelID = ? AND version.number = ?",
                [model, number]
            )
        case .latest:
            try connection.first(
                """
                \(Self.versionSelection) WHERE version.modelID = ? AND version.deletedAt IS NULL
                ORDER BY version.number DESC LIMIT 1
                """,
                [model]
            )
        case .alias(let alias):
            try connection.first(
                """
                \(Self.versionSelection)
                WHERE version.id = (SELECT versionID FROM alias WHERE alias.modelID = ? AND alias.name = ?)
                """,
                [model, alias]
            )
        }
    }

    /// The newest first.
    package func versions(
        of model: Identifier<Model>,
        archived: Bool,
        deleted: Bool,
        page: PageRequest
    ) throws -> Page<Version> {
        let rows: [Version] = try connection.all(
            """
            \(Self.versionSelection)
            WHERE version.modelID = ?1 AND version.number < ?2
                AND (?3 OR version.archivedAt IS NULL) AND (?4 OR version.deletedAt IS NULL)
            ORDER BY version.number DESC LIMIT ?5
            """,
            [model, try page.afterNumber() ?? Int64.max, archived, deleted, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(String($0.number.value)) }
    }

    /// The oldest first.
    package func history(of version: Identifier<Version>, page: PageRequest) throws -> Page<StatusChange> {
        let rows: [StatusChange] = try connection.all(
            "SELECT * FROM statusChange WHERE versionID = ? AND id > ? ORDER BY id LIMIT ?",
            [version, try page.afterIdentifier(StatusChange.self) ?? .least, page.rowLimit]
        )
        return try page.page(rows) { try PageToken($0.id) }
    }
}

extension PageRequest {
    fileprivate func afterNumber() throws -> Int64? {
        guard let after else { return nil }
        guard let number = Int64(after.text) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(after.text)) is no page token of this list: pass 'next' of the page before as it was"
            )
        }
        return number
    }
}

extension WriteTransaction {
    /// Makes the row in status `created`, without artifacts.
    package func insertVersion(_ version: NewVersion) throws {
        try connection.execute(
            """
            INSERT INTO version (id, projectID, modelID, number, status, description, tags, task, type, labels,
                configuration, source, parentID, parent, training, snapshotID, artifactCount, size, createdBy,
                createdAt, updatedAt)
            VALUES (?, ?, ?, ?, 'created', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?)
            """,
            [
                version.id, version.projectID, version.modelID, version.number, version.description, version.tags,
                version.task, version.type, JSONList(version.labels), version.configuration, version.source,
                version.parentID, version.parent, version.training, version.training?.snapshotID, version.createdBy,
                version.createdAt, version.createdAt,
            ]
        )
    }

    /// Writes what a training knows about the version it made.
    package func setTraining(
        of id: Identifier<Version>,
        to record: TrainingRecord,
        labels: [String],
        task: String?,
        type: String?,
        configuration: JSONValue
    ) throws {
        try connection.execute(
            "UPDATE version SET training = ?, labels = ?, task = ?, type = ?, configuration = ? WHERE id = ?",
            [record, JSONList(labels), task, type, configuration, id]
        )
    }

    package func updateVersion(
        _ id: Identifier<Version>,
        description: String,
        tags: Tags,
        archivedAt: Timestamp?,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE version SET description = ?, tags = ?, archivedAt = ?, updatedAt = ? WHERE id = ?",
            [description, tags, archivedAt, now, id]
        )
    }

    package func markVersion(_ id: Identifier<Version>, deletedAt: Timestamp?, at now: Timestamp) throws {
        try connection.execute(
            "UPDATE version SET deletedAt = ?, updatedAt = ? WHERE id = ?",
            [deletedAt, now, id]
        )
    }

    /// Writes a status that a rule gave, and the line of the history that goes with it.
    ///
    /// The first comes `from` nothing; once the content is sealed it has a digest.
    package func setStatus(
        of version: Identifier<Version>,
        from: Version.Status?,
        to: Version.Status,
        digest: Digest?,
        change: Identifier<StatusChange>,
        by actor: String,
        message: String,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            UPDATE version SET status = ?1, digest = ?2, failure = CASE ?1 WHEN 'failed' THEN ?3 END, updatedAt = ?4
            WHERE id = ?5
            """,
            [to, digest, message, now, version]
        )
        try connection.execute(
            """
            INSERT INTO statusChange (id, versionID, at, actor, "from", "to", message) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [change, version, now, actor, from, to, message]
        )
    }
}
