import GRDB
import RoostEntities

extension Reading {
    private static func selection(predictions: String) -> String {
        """
        SELECT id, projectID, kind, status, versionID, version, input,
            json_object('done', done, 'failed', failed, 'total', total) AS progress, \(predictions) AS predictions,
            result, runID, failure, attempts, createdBy, createdAt, startedAt, finishedAt, heartbeatAt
        FROM execution
        """
    }

    /// Without the predictions, which may be many.
    private static var summary: String { selection(predictions: "NULL") }

    /// With its predictions, once it has ended and worked on loose images.
    package func execution(_ id: Identifier<Execution>) throws -> Execution? {
        let predictions = """
            CASE WHEN finishedAt IS NOT NULL AND datasetID IS NULL AND kind = 'predict' THEN
                (SELECT json_group_array(json(body)) FROM
                    (SELECT body FROM prediction WHERE executionID = execution.id ORDER BY position))
            END
            """
        return try connection.first("\(Self.selection(predictions: predictions)) WHERE id = ?", [id])
    }

    /// The newest first, without their predictions.
    package func executions(
        in project: Identifier<Project>,
        status: Execution.Status?,
        page: PageRequest
    ) throws -> Page<Execution> {
        let before = try page.afterIdentifier(Execution.self) ?? .greatest
        let rows: [Execution]
        if let status {
            rows = try connection.all(
                """
                \(Self.summary) WHERE projectID = ? AND status = ? AND id < ?
                ORDER BY id DESC LIMIT ?
                """,
                [project, status, before, page.rowLimit]
            )
        } else {
            rows = try connection.all(
                "\(Self.summary) WHERE projectID = ? AND id < ? ORDER BY id DESC LIMIT ?",
                [project, before, page.rowLimit]
            )
        }
        return try page.page(rows) { try PageToken($0.id) }
    }

    /// The oldest of those that wait, in any project.
    package func nextQueuedExecution() throws -> Execution? {
        try connection.first("\(Self.summary) WHERE status = 'queued' ORDER BY id LIMIT 1")
    }

    /// Those that have a process, in any project.
    package func runningExecutions() throws -> [Execution] {
        try connection.all("\(Self.summary) WHERE status IN ('running', 'cancelling') ORDER BY id LIMIT 10000")
    }

    /// The version that a training makes.
    package func product(of execution: Identifier<Execution>) throws -> Identifier<Version>? {
        try connection.value("SELECT productID FROM execution WHERE id = ?", [execution])
    }

    /// One that has not ended and uses or makes the version.
    package func activeExecution(of version: Identifier<Version>) throws -> Identifier<Execution>? {
        try connection.value(
            """
            SELECT id FROM execution WHERE versionID = ?1 AND status IN ('queued', 'running', 'cancelling')
            UNION ALL
            SELECT id FROM execution WHERE productID = ?1 AND status IN ('queued', 'running', 'cancelling') LIMIT 1
            """,
            [version]
        )
    }

    /// One that has not ended and uses or makes a version of the model.
    package func activeExecution(ofModel model: Identifier<Model>) throws -> Identifier<Execution>? {
        try connection.value(
            """
            SELECT execution.id FROM version JOIN execution ON execution.versionID = version.id
            WHERE version.modelID = ?1 AND execution.status IN ('queued', 'running', 'cancelling')
            UNION ALL
            SELECT execution.id FROM version JOIN execution ON execution.productID = version.id
            WHERE version.modelID = ?1 AND execution.status IN ('queued', 'running', 'cancelling') LIMIT 1
            """,
            [model]
        )
    }

    /// One that has not ended and uses the dataset.
    package func activeExecution(of dataset: Identifier<Dataset>) throws -> Identifier<Execution>? {
        try connection.value(
            """
            SELECT id FROM execution WHERE datasetID = ? AND status IN ('queued', 'running', 'cancelling') LIMIT 1
            """,
            [dataset]
        )
    }
}

extension WriteTransaction {
    /// Queues it.
    package func insertExecution(_ execution: NewExecution) throws {
        try connection.execute(
            """
            INSERT INTO execution (id, projectID, kind, status, versionID, version, datasetID, snapshotID, productID,
                input, result, done, failed, total, attempts, createdBy, createdAt)
            VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, ?)
            """,
            [
                execution.id, execution.projectID, execution.kind, execution.versionID, execution.version,
                execution.input.datasetID, execution.input.snapshotID, execution.productID, execution.input,
                execution.result, execution.total, execution.createdBy, execution.createdAt,
            ]
        )
        for (position, image) in execution.input.images.enumerated() {
            try connection.execute(
                "INSERT INTO executionImage (executionID, position, digest) VALUES (?, ?, ?)",
                [execution.id, position, image.digest]
            )
        }
    }

    /// Writes a status that a rule gave, and the times that go with it.
    package func setStatus(
        of execution: Identifier<Execution>,
        to status: Execution.Status,
        failure: String?,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            UPDATE execution SET status = ?1, failure = ?2,
                finishedAt = CASE WHEN ?1 IN ('succeeded', 'failed', 'cancelled') THEN ?3 END
            WHERE id = ?4
            """,
            [status, failure, now, execution]
        )
    }

    /// Where a training writes its parameters and metrics.
    package func setRun(_ run: Identifier<Run>, of execution: Identifier<Execution>) throws {
        try connection.execute("UPDATE execution SET runID = ? WHERE id = ?", [run, execution])
    }

    package func setResult(_ result: Execution.Result, of execution: Identifier<Execution>) throws {
        try connection.execute("UPDATE execution SET result = ? WHERE id = ?", [result, execution])
    }

    /// Counts another start, whose progress begins anew.
    package func beginAttempt(of execution: Identifier<Execution>, at now: Timestamp) throws {
        try connection.execute(
            """
            UPDATE execution
            SET attempts = attempts + 1, startedAt = ?1, heartbeatAt = ?1, done = 0, failed = 0 WHERE id = ?2
            """,
            [now, execution]
        )
    }

    package func setProgress(
        _ progress: Execution.Progress,
        of execution: Identifier<Execution>,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE execution SET done = ?, failed = ?, total = coalesce(?, total), heartbeatAt = ? WHERE id = ?",
            [progress.done, progress.failed, progress.total, now, execution]
        )
    }

    /// What was found about a loose image; what was found before is replaced.
    package func setPrediction(_ prediction: Prediction, at position: Int, of execution: Identifier<Execution>) throws {
        try connection.execute(
            """
            INSERT INTO prediction (executionID, position, body) VALUES (?, ?, ?)
            ON CONFLICT (executionID, position) DO UPDATE SET body = excluded.body
            """,
            [execution, position, prediction]
        )
    }

    /// Gives `prediction` to the loose images that have none.
    package func fillPredictions(of execution: Identifier<Execution>, with prediction: Prediction) throws {
        try connection.execute(
            """
            INSERT INTO prediction (executionID, position, body)
            SELECT executionID, position, ? FROM executionImage WHERE executionID = ?
            ON CONFLICT DO NOTHING
            """,
            [prediction, execution]
        )
    }
}
