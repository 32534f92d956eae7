import GRDB
import RoostEntities

/// What a logged model begins as.
package struct NewLoggedModel: Sendable {
    package var id: LoggedModel.ID
    package var projectID: Identifier<Project>
    package var experimentNumber: Int64
    package var name: String
    package var type: String
    package var sourceRun: TrackedRunID?
    package var createdBy: String
    package var createdAt: Timestamp

    package init(
        id: LoggedModel.ID,
        projectID: Identifier<Project>,
        experimentNumber: Int64,
        name: String,
        type: String,
        sourceRun: TrackedRunID?,
        createdBy: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.projectID = projectID
        self.experimentNumber = experimentNumber
        self.name = name
        self.type = type
        self.sourceRun = sourceRun
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}

extension WriteTransaction {
    /// Makes a model that is pending; `nil` if one has that identifier, even if it was deleted.
    package func insertLoggedModel(_ model: NewLoggedModel) throws -> LoggedModelPlace? {
        let count = try connection.execute(
            """
            INSERT INTO loggedModel (id, projectID, experimentKey, name, status, statusMessage, type, sourceRun,
                createdBy, createdAt, updatedAt)
            VALUES (?1, ?2, ?3, ?4, 'pending', '', ?5, ?6, ?7, ?8, ?8) ON CONFLICT (projectID, id) DO NOTHING
            """,
            [
                model.id, model.projectID, model.experimentNumber, model.name, model.type, model.sourceRun,
                model.createdBy, model.createdAt,
            ]
        )
        return count > 0 ? try place(of: model.id, in: model.projectID) : nil
    }

    package func setStatus(
        of model: LoggedModelPlace,
        to status: LoggedModel.Status,
        message: String,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE loggedModel SET status = ?, statusMessage = ?, updatedAt = ? WHERE key = ?",
            [status, message, now, model.key]
        )
    }

    /// Hides a model until it is collected.
    package func markLoggedModel(_ model: LoggedModelPlace, deletedAt: Timestamp) throws {
        try connection.execute(
            "UPDATE loggedModel SET deletedAt = ?1, updatedAt = ?1 WHERE key = ?2",
            [deletedAt, model.key]
        )
    }

    /// Writes a parameter unless there is one of that name; the value it has then.
    package func insertParameter(_ name: String, _ value: String, of model: LoggedModelPlace) throws -> String {
        let known: String? = try connection.value(
            "SELECT value FROM loggedModelParameter WHERE modelKey = ? AND name = ?",
            [model.key, name]
        )
        if let known { return known }
        try connection.execute(
            "INSERT INTO loggedModelParameter (modelKey, name, value) VALUES (?, ?, ?)",
            [model.key, name, value]
        )
        return value
    }

    package func setTag(_ name: String, to value: String, of model: LoggedModelPlace) throws {
        try connection.execute(
            """
            INSERT INTO loggedModelTag (modelKey, name, value) VALUES (?, ?, ?)
            ON CONFLICT (modelKey, name) DO UPDATE SET value = excluded.value
            """,
            [model.key, name, value]
        )
    }

    /// Whether there was one.
    package func deleteTag(_ name: String, of model: LoggedModelPlace) throws -> Bool {
        try connection.execute("DELETE FROM loggedModelTag WHERE modelKey = ? AND name = ?", [model.key, name]) > 0
    }

    /// Notes what a run measured of a model; of two values of one step and moment the greater stays.
    package func insertPoint(
        _ point: MetricPoint,
        dataset: String,
        digest: String,
        of model: LoggedModelPlace,
        measuredBy run: RunPlace
    ) throws {
        let field = try makeField(point.key.text, in: run.projectID)
        try connection.execute(
            """
            INSERT INTO loggedModelMetric (modelKey, fieldKey, at, step, runKey, dataset, digest, value)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NULL OR value < excluded.value
            """,
            [model.key, field, point.at, point.step, run.key, dataset, digest, point.value]
        )
    }
}
