import AsyncHTTPClient
import Foundation
import GRDB
import RoostClient
import RoostEntities
import RoostThreads

/// MLflow's SQLite file with the folder of its artifacts, read and never written.
package struct DatabaseSource: TransferSource {
    private static let runsPerPage = 100
    private static let pointsPerPage = 25_000

    private let database: DatabaseQueue
    private let folder: ArtifactFolder?

    /// - Parameters:
    ///   - file: Such as `mlflow.db`; a copy of one that a server has open should be made with `sqlite3 … .backup`.
    ///   - artifacts: Where `--artifacts-destination` or `--default-artifact-root` led; `mlartifacts` or `mlruns` beside
    ///     the file unless said.
    /// - Throws: `notFound` for a file that is not there, `corrupted` for one that is not MLflow's.
    package init(file: URL, artifacts: URL?) throws(RoostError) {
        let path = file.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else {
            throw RoostError(.notFound, "there is no file \(quoted(path)); name MLflow's .db, or a server's address")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "roost.mlflow"
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            let tables = try database.read { try String.fetchSet($0, sql: "SELECT name FROM sqlite_schema") }
            guard tables.isSuperset(of: ["experiments", "runs", "metrics", "params", "tags", "latest_metrics"]) else {
                throw RoostError(.corrupted, "\(quoted(path)) has none of MLflow's tables; is it its backend store?")
            }
        } catch {
            throw Self.failure(error)
        }
        folder = try ArtifactFolder.find(artifacts, beside: file)
    }

    package func experiments() async throws -> [MLflowExperiment] {
        try await read { database in
            let tags = try Self.entries(
                database,
                "SELECT CAST(experiment_id AS TEXT), key, value FROM experiment_tags",
                []
            )
            return try Row.fetchAll(
                database,
                sql:
                    "SELECT experiment_id, name, lifecycle_stage, creation_time FROM experiments ORDER BY experiment_id"
            ).map { row in
                MLflowExperiment(
                    id: String(row[0] as Int64),
                    name: row[1],
                    isDeleted: row[2] as String? == "deleted",
                    createdAt: row[3],
                    tags: tags[String(row[0] as Int64)] ?? []
                )
            }
        }
    }

    package func runs(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowRun> {
        let offset = token.flatMap(Int.init) ?? 0
        return try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT run_uuid, experiment_id, name, user_id, status, start_time, end_time, lifecycle_stage,
                        artifact_uri
                    FROM runs WHERE experiment_id = ? ORDER BY start_time, run_uuid LIMIT ? OFFSET ?
                    """,
                arguments: [Int64(experiment) ?? -1, Self.runsPerPage, offset]
            )
            let runs = try rows.map { try Self.run($0, database) }
            return MLflowPage(runs, next: runs.count < Self.runsPerPage ? nil : String(offset + runs.count))
        }
    }

    package func run(_ id: String) async throws -> MLflowRun {
        try await read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT run_uuid, experiment_id, name, user_id, status, start_time, end_time, lifecycle_stage,
                        artifact_uri
                    FROM runs WHERE run_uuid = ?
                    """,
                arguments: [id]
            )
            guard let row else { throw RoostError(.notFound, "the file has no run \(quoted(id))") }
            return try Self.run(row, database)
        }
    }

    package func points(
        of metric: String,
        run: String,
        after token: String?
    ) async throws -> MLflowPage<MLflowPoint> {
        let offset = token.flatMap(Int.init) ?? 0
        return try await read { database in
            let points = try Row.fetchAll(
                database,
                sql: """
                    SELECT value, is_nan, timestamp, step FROM metrics WHERE run_uuid = ? AND key = ?
                    ORDER BY timestamp, step, value LIMIT ? OFFSET ?
                    """,
                arguments: [run, metric, Self.pointsPerPage, offset]
            ).map { row in
                MLflowPoint(key: metric, value: row[1] as Bool ? .nan : row[0], at: row[2] ?? 0, step: row[3] ?? 0)
            }
            return MLflowPage(points, next: points.count < Self.pointsPerPage ? nil : String(offset + points.count))
        }
    }

    package func files(in folder: String?, of owner: MLflowOwner) async throws -> [MLflowFile] {
        // Said once, at the end.
        guard let place = self.folder else { return [] }
        return try await place.files(in: folder, of: owner)
    }

    package func content(of file: MLflowFile, of owner: MLflowOwner) async throws -> HTTPClientRequest.Body {
        guard let folder else {
            throw RoostError(.notFound, "there is no folder of artifacts; name it with --artifacts")
        }
        return try await folder.content(of: file, of: owner)
    }

    /// Tables that nobody here reads, and a folder of artifacts that is not there or is another server's.
    package func leftOut() async throws -> [TransferLoss] {
        let losses =
            folder.map(\.losses) ?? [
                TransferLoss(of: "the file", "artifacts", "there is no folder of them; name it with --artifacts")
            ]
        return try await read { database in
            var losses = losses
            for (table, what) in [
                ("trace_info", "traces"), ("scorers", "scorers"), ("webhooks", "webhooks"),
                ("assessments", "assessments"),
                ("evaluation_datasets", "evaluation datasets"), ("issues", "issues"),
            ] where try database.tableExists(table) {
                let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
                if count > 0 { losses.append(TransferLoss(of: "the file", "\(count) \(what)", "Roost has none")) }
            }
            return losses
        }
    }

    // MARK: - Rows

    private static func run(_ row: Row, _ database: Database) throws -> MLflowRun {
        let id: String = row[0]
        let links = try links(of: id, database)
        let name: String? = row[2]
        let tags = try entries(database, "SELECT run_uuid, key, value FROM tags WHERE run_uuid = ?", [id])[id] ?? []
        return MLflowRun(
            id: id,
            experiment: String(row[1] as Int64),
            name: name.flatMap { $0.isEmpty ? nil : $0 } ?? tags[MLflowRun.nameTag],
            user: row[3],
            status: row[4] ?? "RUNNING",
            startedAt: row[5],
            endedAt: row[6],
            isDeleted: row[7] as String? == "deleted",
            artifactURI: row[8] ?? "",
            parameters: try entries(database, "SELECT run_uuid, key, value FROM params WHERE run_uuid = ?", [id])[id]
                ?? [],
            tags: tags,
            metrics: try String.fetchAll(
                database,
                sql: "SELECT key FROM latest_metrics WHERE run_uuid = ? ORDER BY key",
                arguments: [id]
            ),
            datasets: try datasets(of: id, database),
            modelInputs: links.inputs,
            modelOutputs: links.outputs
        )
    }

    private static func links(
        of run: String,
        _ database: Database
    ) throws -> (inputs: [String], outputs: [MLflowRun.Output]) {
        guard try database.tableExists("inputs") else { return ([], []) }
        let hasSteps = try database.columns(in: "inputs").contains { $0.name == "step" }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT destination_type, destination_id, \(hasSteps ? "step" : "0") FROM inputs
                WHERE source_type IN ('RUN_INPUT', 'RUN_OUTPUT') AND source_id = ?
                """,
            arguments: [run]
        )
        var found: (inputs: [String], outputs: [MLflowRun.Output]) = ([], [])
        for row in rows {
            switch row[0] as String {
            case "MODEL_INPUT": found.inputs.append(row[1])
            case "MODEL_OUTPUT": found.outputs.append(.init(model: row[1], step: row[2] ?? 0))
            default: continue
            }
        }
        return found
    }

    private static func datasets(of run: String, _ database: Database) throws -> [MLflowDataset] {
        guard try database.tableExists("inputs"), try database.tableExists("datasets") else { return [] }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT inputs.input_uuid, name, digest, dataset_source_type, dataset_source, dataset_schema,
                    dataset_profile
                FROM inputs JOIN datasets ON datasets.dataset_uuid = inputs.source_id
                WHERE inputs.source_type = 'DATASET' AND destination_type = 'RUN' AND destination_id = ?
                """,
            arguments: [run]
        )
        return try rows.map { row in
            let input: String = row[0]
            let sql = "SELECT input_uuid, name, value FROM input_tags WHERE input_uuid = ?"
            return MLflowDataset(
                name: row[1],
                digest: row[2],
                sourceType: row[3],
                source: row[4],
                schema: row[5],
                profile: row[6],
                tags: try entries(database, sql, [input])[input] ?? []
            )
        }
    }

    /// Names with values, by their owner, of a query for these three.
    static func entries(
        _ database: Database,
        _ sql: String,
        _ arguments: StatementArguments
    ) throws -> [String: [MLflowEntry]] {
        var entries: [String: [MLflowEntry]] = [:]
        let rows = try Row.fetchCursor(database, sql: sql + " ORDER BY 1, 2", arguments: arguments)
        while let row = try rows.next() {
            let owner = row[0] as String? ?? ""
            entries[owner, default: []].append(MLflowEntry(row[1], row[2] ?? ""))
        }
        return entries
    }

    /// Nothing is read while the copy goes on, so a page is all that is held.
    func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.read(work)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: any Error) -> RoostError {
        switch error {
        case let error as RoostError: error
        case is CancellationError: RoostError(.cancelled, "cancelled", cause: error)
        default: RoostError(.corrupted, "MLflow's file cannot be read: \(error)", cause: error)
        }
    }
}
