import GRDB
import RoostEntities

extension Reading {
    private static func selection(report: String) -> String {
        """
        SELECT evaluation.id, evaluation.projectID, evaluation.executionID, evaluation.versionID, evaluation.version,
            evaluation.snapshotID, snapshot.digest AS snapshot, evaluation.datasetID, dataset.name AS dataset,
            nullif(evaluation.subset, '') AS subset, execution.status AS status, \(report) AS report,
            evaluation.metrics, evaluation.cost, evaluation.evidence, evaluation.createdBy, evaluation.createdAt, evaluation.finishedAt
        FROM evaluation
            JOIN execution ON execution.id = evaluation.executionID
            JOIN snapshot ON snapshot.id = evaluation.snapshotID
            JOIN dataset ON dataset.id = evaluation.datasetID
        """
    }

    /// With its report.
    private static var whole: String { selection(report: "evaluation.report") }

    /// Without its report, which may be large.
    private static var summary: String { selection(report: "NULL") }

    package func evaluation(_ id: Identifier<Evaluation>) throws -> Evaluation? {
        try connection.first("\(Self.whole) WHERE evaluation.id = ?", [id])
    }

    /// The newest first, without their reports.
    package func evaluations(
        in project: Identifier<Project>,
        version: Identifier<Version>?,
        dataset: Identifier<Dataset>?,
        page: PageRequest
    ) throws -> Page<Evaluation> {
        // The narrowest of the filters leads, through its index; a plus keeps the planner from choosing another.
        let leader = version != nil ? "versionID" : dataset != nil ? "datasetID" : "projectID"
        var conditions = ["evaluation.id < ?", "\(leader == "projectID" ? "" : "+")evaluation.projectID = ?"]
        var arguments: StatementArguments = [try page.afterIdentifier(Evaluation.self) ?? .greatest, project]
        if let version {
            conditions.append("evaluation.versionID = ?")
            arguments += [version]
        }
        if let dataset {
            conditions.append("\(leader == "datasetID" ? "" : "+")evaluation.datasetID = ?")
            arguments += [dataset]
        }
        arguments += [page.rowLimit]
        let rows: [Evaluation] = try connection.all(
            """
            \(Self.summary) WHERE \(conditions.joined(separator: " AND ")) ORDER BY evaluation.id DESC LIMIT ?
            """,
            arguments
        )
        return try page.page(rows) { try PageToken($0.id) }
    }

    /// The latest that is finished, of a version; what is not `nil` is asked for.
    package func latestEvaluation(
        of version: Identifier<Version>,
        dataset: Identifier<Dataset>?,
        part: Evaluation.Part?,
        snapshot: Digest?
    ) throws -> Evaluation? {
        try connection.first(
            """
            \(Self.whole)
            WHERE evaluation.versionID = ?1 AND (?2 IS NULL OR +evaluation.datasetID = ?2)
                AND (?3 IS NULL OR +evaluation.subset = ?3)
                AND evaluation.report IS NOT NULL AND (?4 IS NULL OR snapshot.digest = ?4)
            ORDER BY evaluation.id DESC LIMIT 1
            """,
            [version, dataset, part?.column, snapshot]
        )
    }

    /// The latest that is finished, by a dataset, without its report; what is not `nil` is asked for.
    package func latestEvaluation(
        on dataset: Identifier<Dataset>,
        part: Evaluation.Part?,
        snapshot: Identifier<Snapshot>?
    ) throws -> Evaluation? {
        try connection.first(
            """
            \(Self.summary)
            WHERE evaluation.datasetID = ?1 AND (?2 IS NULL OR +evaluation.subset = ?2)
                AND (?3 IS NULL OR +evaluation.snapshotID = ?3) AND evaluation.report IS NOT NULL
            ORDER BY evaluation.id DESC LIMIT 1
            """,
            [dataset, part?.column, snapshot]
        )
    }
}

extension Evaluation.Part {
    /// As the schema spells it.
    var column: String { subset?.rawValue ?? "" }
}

/// An evaluation's row to be.
package struct NewEvaluation: Sendable {
    package var id: Identifier<Evaluation>
    package var execution: NewExecution
    package var snapshot: Identifier<Snapshot>
    package var dataset: Identifier<Dataset>
    package var size: Int64

    package init(
        id: Identifier<Evaluation>,
        execution: NewExecution,
        snapshot: Identifier<Snapshot>,
        dataset: Identifier<Dataset>,
        size: Int64
    ) {
        self.id = id
        self.execution = execution
        self.snapshot = snapshot
        self.dataset = dataset
        self.size = size
    }
}

extension WriteTransaction {
    /// Makes the row of an evaluation whose execution was made before; it has no report yet.
    package func insertEvaluation(_ evaluation: NewEvaluation) throws {
        let execution = evaluation.execution
        try connection.execute(
            """
            INSERT INTO evaluation (id, projectID, executionID, versionID, version, snapshotID, datasetID, subset,
                metrics, cost, createdBy, createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?)
            """,
            [
                evaluation.id, execution.projectID, execution.id, execution.versionID, execution.version,
                evaluation.snapshot, evaluation.dataset, execution.input.subset?.rawValue ?? "",
                Evaluation.Cost(size: evaluation.size), execution.createdBy, execution.createdAt,
            ]
        )
    }

    /// Writes what an evaluation came to, and its scalar numbers where leaderboards find them.
    package func finishEvaluation(
        _ id: Identifier<Evaluation>,
        report: EvaluationReport,
        evidence: Digest?,
        metrics: [String: Double],
        cost: Evaluation.Cost,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            UPDATE evaluation SET report = ?1, evidence = ?2, metrics = ?3, cost = ?4, finishedAt = ?5,
                itemCount = (SELECT count(*) FROM evaluationOutcome WHERE evaluationID = ?6),
                objectCount = (SELECT count(*) FROM evaluationObject WHERE evaluationID = ?6)
            WHERE id = ?6
            """,
            [report, evidence, JSONMap(metrics), cost, now, id]
        )
        try connection.execute(
            """
            DELETE FROM evaluationScore WHERE (versionID, snapshotID, subset) =
                (SELECT versionID, snapshotID, subset FROM evaluation WHERE id = ?)
            """,
            [id]
        )
        for (metric, value) in metrics {
            try connection.execute(
                """
                INSERT INTO evaluationScore (versionID, snapshotID, subset, metric, value, evaluationID)
                SELECT versionID, snapshotID, subset, ?, ?, id FROM evaluation WHERE id = ?
                """,
                [metric, value, id]
            )
        }
    }
}
