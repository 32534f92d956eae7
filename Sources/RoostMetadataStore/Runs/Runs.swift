import GRDB
import RoostEntities

/// Where what is kept beside a run finds it, and who may write it.
package struct RunPlace: Sendable, FetchableRecord {
    let key: Int64
    /// The number of its experiment.
    package let experimentKey: Int64
    package let projectID: Identifier<Project>
    package let executionID: Identifier<Execution>?
    /// When the run was deleted, or else its experiment.
    package let deletedAt: Timestamp?

    package init(row: Row) throws {
        key = try row.decode(atIndex: 0)
        experimentKey = try row.decode(atIndex: 1)
        projectID = try row.decode(atIndex: 2)
        executionID = try row.decode(atIndex: 3)
        deletedAt = try row.decode(atIndex: 4)
    }
}

extension Reading {
    private static var selection: String {
        "SELECT \(RunRow.columns) FROM run JOIN experiment ON experiment.key = run.experimentKey"
    }

    /// Deleted or not.
    package func run(_ id: Identifier<Run>) throws -> Run? {
        let row: RunRow? = try connection.first("\(Self.selection) WHERE run.id = ?", [id])
        return try row.map(run)
    }

    /// The run that an execution writes.
    package func run(of execution: Identifier<Execution>) throws -> Run? {
        let row: RunRow? = try connection.first("\(Self.selection) WHERE run.executionID = ? LIMIT 1", [execution])
        return try row.map(run)
    }

    /// One that has not ended and writes a run of the experiment.
    package func activeExecution(writingTo experiment: Identifier<Experiment>) throws -> Identifier<Execution>? {
        try connection.value(
            """
            SELECT execution.id FROM run JOIN execution ON execution.id = run.executionID
            WHERE run.experimentKey = (SELECT key FROM experiment WHERE id = ?) AND run.status = 'running'
                AND execution.status IN ('queued', 'running', 'cancelling') LIMIT 1
            """,
            [experiment]
        )
    }

    package func place(of id: Identifier<Run>) throws -> RunPlace? {
        try connection.first(
            """
            SELECT run.key, run.experimentKey, run.projectID, run.executionID,
                coalesce(run.deletedAt, experiment.deletedAt)
            FROM run JOIN experiment ON experiment.key = run.experimentKey WHERE run.id = ?
            """,
            [id]
        )
    }
}

extension WriteTransaction {
    /// Makes a run that is running.
    package func insertRun(_ run: NewRun) throws {
        try connection.execute(
            """
            INSERT INTO run (id, projectID, experimentKey, name, status, startedAt, parentKey, executionID, versionID,
                note, createdBy)
            VALUES (?, ?, (SELECT key FROM experiment WHERE id = ?), ?, 'running', ?,
                (SELECT key FROM run WHERE id = ?), ?, ?, ?, ?)
            """,
            [
                run.id, run.projectID, run.experimentID, run.name, run.startedAt, run.parentID, run.executionID,
                run.versionID, run.note, run.createdBy,
            ]
        )
        let key = connection.database.lastInsertedRowID
        for (position, input) in run.inputs.enumerated() {
            try connection.execute(
                """
                INSERT INTO runInput (runKey, position, dataset, snapshotID, digest, context)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [key, position, input.dataset, input.snapshotID, input.digest, input.context]
            )
        }
    }

    package func updateRun(_ id: Identifier<Run>, name: String, note: String) throws {
        try connection.execute("UPDATE run SET name = ?, note = ? WHERE id = ?", [name, note, id])
    }

    /// Writes a status that a rule gave; one that has ended did so at `moment`.
    package func setStatus(of run: Identifier<Run>, to status: Run.Status, at moment: Timestamp) throws {
        try connection.execute(
            "UPDATE run SET status = ?, endedAt = ? WHERE id = ?",
            [status, status.hasEnded ? moment : nil, run]
        )
    }

    package func markRun(_ id: Identifier<Run>, deletedAt: Timestamp?) throws {
        try connection.execute("UPDATE run SET deletedAt = ? WHERE id = ?", [deletedAt, id])
    }
}
