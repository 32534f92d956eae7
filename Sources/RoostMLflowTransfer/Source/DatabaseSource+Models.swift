import GRDB
import RoostEntities

extension DatabaseSource {
    private static let modelsPerPage = 50
    /// A row that MLflow keeps so that its number is not given again.
    private static let deletedStage = "Deleted_Internal"

    package func models(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowModel> {
        let offset = token.flatMap(Int.init) ?? 0
        return try await read { database in
            guard try database.tableExists("logged_models") else { return MLflowPage([]) }
            let models = try Row.fetchAll(
                database,
                sql: """
                    SELECT model_id, experiment_id, name, model_type, source_run_id, status, creation_timestamp_ms,
                        artifact_location
                    FROM logged_models WHERE experiment_id = ? AND lifecycle_stage IS NOT 'deleted'
                    ORDER BY creation_timestamp_ms, model_id LIMIT ? OFFSET ?
                    """,
                arguments: [Int64(experiment) ?? -1, Self.modelsPerPage, offset]
            ).map { try Self.model($0, database) }
            return MLflowPage(models, next: models.count < Self.modelsPerPage ? nil : String(offset + models.count))
        }
    }

    package func registeredModels(after token: String?) async throws -> MLflowPage<MLflowRegisteredModel> {
        try await read { database in
            guard try database.tableExists("registered_models") else { return MLflowPage([]) }
            let tags = try Self.entries(database, "SELECT name, key, value FROM registered_model_tags", [])
            let aliases =
                try database.tableExists("registered_model_aliases")
                ? Self.entries(
                    database,
                    "SELECT name, alias, CAST(version AS TEXT) FROM registered_model_aliases",
                    []
                ) : [:]
            let models = try Row.fetchAll(
                database,
                sql: """
                    SELECT name, description, creation_time, last_updated_time FROM registered_models
                    ORDER BY creation_time, name
                    """
            ).map { row in
                let name: String = row[0]
                return MLflowRegisteredModel(
                    name: name,
                    text: row[1] ?? "",
                    createdAt: row[2],
                    updatedAt: row[3],
                    tags: tags[name] ?? [],
                    aliases: (aliases[name] ?? []).map { .init(alias: $0.key, version: $0.value) }
                )
            }
            return MLflowPage(models)
        }
    }

    package func versions(of model: String, after token: String?) async throws -> MLflowPage<MLflowVersion> {
        try await read { database in
            let tags = try Self.entries(
                database,
                "SELECT CAST(version AS TEXT), key, value FROM model_version_tags WHERE name = ?",
                [model]
            )
            let versions = try Row.fetchAll(
                database,
                sql: """
                    SELECT version, source, run_id, run_link, description, user_id, current_stage, status,
                        creation_time, last_updated_time
                    FROM model_versions WHERE name = ? AND current_stage IS NOT ? ORDER BY version
                    """,
                arguments: [model, Self.deletedStage]
            ).map { row in
                let number: Int64 = row[0]
                return MLflowVersion(
                    number: number,
                    source: row[1] ?? "",
                    run: (row[2] as String?).flatMap { $0.isEmpty ? nil : $0 },
                    runLink: (row[3] as String?).flatMap { $0.isEmpty ? nil : $0 },
                    model: nil,
                    text: row[4] ?? "",
                    user: row[5],
                    stage: row[6] ?? "None",
                    status: row[7] ?? "READY",
                    createdAt: row[8],
                    updatedAt: row[9],
                    tags: tags[String(number)] ?? []
                )
            }
            return MLflowPage(versions)
        }
    }

    private static func model(_ row: Row, _ database: Database) throws -> MLflowModel {
        let id: String = row[0]
        let parameters = try entries(
            database,
            "SELECT model_id, param_key, param_value FROM logged_model_params WHERE model_id = ?",
            [id]
        )
        let tags = try entries(
            database,
            "SELECT model_id, tag_key, tag_value FROM logged_model_tags WHERE model_id = ?",
            [id]
        )
        return MLflowModel(
            id: id,
            experiment: String(row[1] as Int64),
            name: row[2],
            type: (row[3] as String?).flatMap { $0.isEmpty ? nil : $0 },
            run: (row[4] as String?).flatMap { $0.isEmpty ? nil : $0 },
            status: status(row[5]),
            createdAt: row[6],
            artifactURI: row[7],
            parameters: parameters[id] ?? [],
            tags: tags[id] ?? [],
            metrics: try points(of: id, database)
        )
    }

    private static func status(_ number: Int64?) -> String {
        switch number {
        case 2: "LOGGED_MODEL_READY"
        case 3: "LOGGED_MODEL_UPLOAD_FAILED"
        default: MLflowModel.pending
        }
    }

    private static func points(of model: String, _ database: Database) throws -> [MLflowPoint] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT metric_name, metric_value, metric_timestamp_ms, metric_step, run_id, dataset_name, dataset_digest
                FROM logged_model_metrics WHERE model_id = ? ORDER BY metric_timestamp_ms, metric_step
                """,
            arguments: [model]
        ).map { row in
            let (name, digest): (String?, String?) = (row[5], row[6])
            return MLflowPoint(
                key: row[0],
                value: row[1] ?? .nan,
                at: row[2],
                step: row[3],
                run: row[4],
                model: model,
                dataset: name.map { .init(name: $0, digest: digest ?? "") }
            )
        }
    }
}
