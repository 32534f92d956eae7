import HTTPTypes
import RoostEntities
import RoostOperations

/// Logged models: making, finishing, describing, finding and hiding them.
struct LoggedModelRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "logged-models", create),
            MLflowRoute(.post, "logged-models/search", search),
            MLflowRoute(.get, "logged-models/{model_id}", get),
            MLflowRoute(.patch, "logged-models/{model_id}", finish),
            MLflowRoute(.delete, "logged-models/{model_id}", delete),
            MLflowRoute(.patch, "logged-models/{model_id}/tags", setTags),
            MLflowRoute(.delete, "logged-models/{model_id}/tags/{tag_key}", deleteTag),
            MLflowRoute(.post, "logged-models/{model_id}/params", addParameters),
            MLflowRoute(.get, "logged-models/{model_id}/artifacts/directories", list),
        ]
    }

    /// Besides MLflow's fields, maintainers that copy a model say `model_id` and `creation_timestamp_ms`.
    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let draft = LoggedModelDraft(
            experiment: try fields.experimentNumber,
            name: try fields.loggedModelName,
            type: try fields.text("model_type") ?? "",
            sourceRun: try fields.filled("source_run_id").map(TrackedRunID.init),
            parameters: try fields.pairs("params"),
            tags: try fields.pairs("tags"),
            id: try fields.filled("model_id").map(LoggedModel.ID.init),
            createdAt: try fields.moment("creation_timestamp_ms")
        )
        return answer(try await tracking.operations.createLoggedModel(draft, in: tracking.project, as: caller))
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let model = try await tracking.operations.loggedModel(
            fields.needed("model_id"),
            orDeleted: fields.flag("allow_deleted") ?? false,
            in: tracking.project,
            as: caller
        )
        return answer(model)
    }

    private func finish(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        guard let value = fields["status"] else { throw fields.missing("status") }
        let words: [Int64: String] = [
            1: "LOGGED_MODEL_PENDING", 2: "LOGGED_MODEL_READY", 3: "LOGGED_MODEL_UPLOAD_FAILED",
        ]
        guard let status = try fields.word("status", of: words).flatMap(LoggedModel.Status.init(mlflow:)) else {
            throw fields.wrong("status", value)
        }
        let model = try await tracking.operations.finishLoggedModel(
            fields.needed("model_id"),
            as: status,
            in: tracking.project,
            as: caller
        )
        return answer(model)
    }

    private func answer(_ model: LoggedModel) -> [UInt8] {
        JSONWriter.object(capacity: 1024) { writer in
            writer.key("model")
            writer.loggedModel(model)
        }
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.needed("model_id")
        try await tracking.operations.deleteLoggedModel(id, in: tracking.project, as: caller)
        return .nothing
    }

    private func setTags(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let model = try await tracking.operations.setLoggedModelTags(
            fields.pairs("tags"),
            of: fields.needed("model_id"),
            in: tracking.project,
            as: caller
        )
        return answer(model)
    }

    private func deleteTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.deleteLoggedModelTag(
            fields.needed("tag_key"),
            of: fields.needed("model_id"),
            in: tracking.project,
            as: caller
        )
        return .nothing
    }

    private func addParameters(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.addLoggedModelParameters(
            fields.pairs("params"),
            to: fields.needed("model_id"),
            in: tracking.project,
            as: caller
        )
        return .nothing
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let experiments = try fields.texts("experiment_ids")
        guard !experiments.isEmpty else { throw fields.missing("experiment_ids") }
        guard experiments.count <= 10_000 else {
            throw RoostError(.invalidArgument, "A search names 10000 experiments at most, not \(experiments.count).")
        }
        let search = LoggedModelSearch(
            experiments: try experiments.map(Fields.experimentNumber),
            conditions: try LoggedModelSearch.conditions(fields.text("filter") ?? ""),
            order: try LoggedModelSearch.order(fields.objects("order_by")),
            datasets: try LoggedModelSearch.datasets(fields.objects("datasets"))
        )
        let found = try await tracking.operations.loggedModels(
            search,
            limit: fields.pageLimit(ofAtMost: 50_000, otherwise: 100),
            offset: OffsetToken.offset(of: fields.text("page_token")),
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object(capacity: 1024 * (found.models.count + 1)) { writer in
            writer.member("models", found.models) { $0.loggedModel($1) }
            writer.member("next_page_token", found.next.map(OffsetToken.text))
        }
    }

    /// Paths are those within the model.
    private func list(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.needed("model_id")
        let folder = try fields.filled("artifact_directory_path").map { try ArtifactAddress.path(ofQuery: $0) }
        let (operations, project) = (try await tracking.operations, tracking.project)
        let model = try await operations.loggedModel(id, in: project, as: caller)
        guard model.artifactLocation == nil else {
            throw RoostError(
                .unsupported,
                "The artifacts of logged model \(id) lie at \(model.artifactURI), where this server does not look; read "
                    + "them there."
            )
        }
        let entries = try await operations.trackedEntries(
            of: .loggedModel(id),
            in: folder,
            project: project,
            as: caller
        )
        return JSONWriter.object { writer in
            writer.member("files", entries) { $0.file($1, in: folder) }
            writer.member("root_uri", model.artifactURI)
        }
    }
}

extension Fields {
    /// `nil` when one is to be made up.
    fileprivate var loggedModelName: String? {
        get throws(RoostError) {
            guard let name = try filled("name") else { return nil }
            guard !name.contains(where: { "/:.%\"'".contains($0) }) else {
                throw RoostError(
                    .invalidArgument,
                    "Invalid model name ('\(name)') provided. Model name must be a non-empty string and cannot contain "
                        + "the following characters: ('/', ':', '.', '%', '\"', \"'\")"
                )
            }
            guard name.unicodeScalars.count <= 500 else { throw EntityName.tooLong("name", 500) }
            return name
        }
    }

    /// A text; `nil` also when it is empty.
    func filled(_ name: String) throws(RoostError) -> String? {
        try text(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What `{"key": …, "value": …}` elements say; of one key the last counts.
    fileprivate func pairs(_ name: String) throws(RoostError) -> [String: String] {
        var pairs: [String: String] = [:]
        for (index, element) in try objects(name).enumerated() {
            guard let key = try element.filled("key") else { throw missing("\(name)[\(index)].key") }
            guard key.unicodeScalars.count <= 255 else { throw EntityName.tooLong("\(name)[\(index)].key", 255) }
            let value = try element.text("value") ?? ""
            guard value.unicodeScalars.count <= 100_000 else {
                throw EntityName.tooLong("\(name)[\(index)].value", 100_000)
            }
            pairs[key] = value
        }
        return pairs
    }
}
