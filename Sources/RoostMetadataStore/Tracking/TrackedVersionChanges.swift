import GRDB
import RoostEntities

extension WriteTransaction {
    /// The next of a model's numbers, or a higher one that is `wanted`; nobody gets it again.
    ///
    /// - Returns: `nil` if no model of that name takes versions, or the number wanted is not above all it gave.
    package func takeNumber(
        ofModelNamed name: Model.Name,
        in project: Identifier<Project>,
        wanted: Version.Number?,
        at moment: Timestamp
    ) throws -> (model: Identifier<Model>, number: Version.Number)? {
        let row = try Row.fetchOne(
            connection.database.cachedStatement(
                sql: """
                    UPDATE model SET lastNumber = coalesce(?1, lastNumber + 1), updatedAt = max(updatedAt, ?2)
                    WHERE projectID = ?3 AND name = ?4 AND deletedAt IS NULL AND archivedAt IS NULL
                        AND coalesce(?1, lastNumber + 1) > lastNumber
                    RETURNING id, lastNumber
                    """
            ),
            arguments: [wanted, moment, project, name]
        )
        return try row.map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
    }

    /// Makes the row with its files and, if it has a digest, seals it.
    package func insertTrackedVersion(_ new: NewTrackedVersion, change: () -> Identifier<StatusChange>) throws {
        let version = new.version
        let sealed: Version.Status? = new.digest.map { _ in .preTrained }
        try connection.execute(
            """
            INSERT INTO version (id, projectID, modelID, number, status, description, tags, task, type, labels,
                configuration, source, digest, artifactCount, size, createdBy, createdAt, updatedAt, origin, originRun,
                originModel, runLink, userID)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                version.id, version.projectID, version.modelID, version.number, sealed ?? .created, version.description,
                version.tags, version.task, version.type, JSONList(version.labels), version.configuration,
                version.source, new.digest, new.files.count, new.size, version.createdBy, version.createdAt,
                new.updatedAt, new.origin, new.run, new.loggedModel, new.runLink, new.user,
            ]
        )
        try putArtifacts(new.files, of: version.id, at: version.createdAt)
        try note(nil, .created, of: version, change())
        if let sealed { try note(.created, sealed, of: version, change()) }
    }

    private func note(
        _ before: Version.Status?,
        _ after: Version.Status,
        of version: NewVersion,
        _ change: Identifier<StatusChange>
    ) throws {
        try connection.execute(
            """
            INSERT INTO statusChange (id, versionID, at, actor, "from", "to", message) VALUES (?, ?, ?, ?, ?, ?, '')
            """,
            [change, version.id, version.createdAt, version.createdBy, before, after]
        )
    }

    /// What people wrote of a version; its content is never touched.
    package func setDescription(of version: Identifier<Version>, to text: String, at now: Timestamp) throws {
        try connection.execute(
            "UPDATE version SET description = ?, updatedAt = ? WHERE id = ?",
            [text, now, version]
        )
    }

    /// Tags change no moment, as MLflow's do not.
    package func setTags(of version: Identifier<Version>, to tags: Tags) throws {
        try connection.execute("UPDATE version SET tags = ? WHERE id = ?", [tags, version])
    }

    package func setStage(
        of version: Identifier<Version>,
        to stage: TrackedVersion.Stage,
        at now: Timestamp
    ) throws {
        try connection.execute("UPDATE version SET stage = ?, updatedAt = ? WHERE id = ?", [stage, now, version])
    }

    /// Archives whatever else of the model is at a stage.
    package func archiveStage(
        _ stage: TrackedVersion.Stage,
        of model: Identifier<Model>,
        but version: Identifier<Version>,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            UPDATE version SET stage = 'archived', updatedAt = ?
            WHERE modelID = ? AND stage = ? AND id <> ? AND deletedAt IS NULL
            """,
            [now, model, stage, version]
        )
    }

    package func deleteAliases(of version: Identifier<Version>) throws {
        try connection.execute("DELETE FROM alias WHERE versionID = ?", [version])
    }
}

extension NewTrackedVersion {
    /// Bytes of its files.
    fileprivate var size: Int64 {
        files.reduce(0) { sum, file in
            guard case .blob(_, let size) = file.content else { return sum }
            return sum.addingReportingOverflow(size).partialValue
        }
    }
}
