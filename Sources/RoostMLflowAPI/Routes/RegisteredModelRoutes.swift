import HTTPTypes
import RoostEntities
import RoostOperations

/// Registered models, which are Roost's models.
struct RegisteredModelRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "registered-models/create", create),
            MLflowRoute(.get, "registered-models/get", get),
            MLflowRoute(.get, "registered-models/search", repeated: ["order_by"], search),
            MLflowRoute(.post, "registered-models/rename", rename),
            MLflowRoute(.patch, "registered-models/update", update),
            MLflowRoute(.delete, "registered-models/delete", delete),
            MLflowRoute(.get, "registered-models/get-latest-versions", repeated: ["stages"], latest),
            MLflowRoute(.post, "registered-models/get-latest-versions", latest),
            MLflowRoute(.post, "registered-models/set-tag", setTag),
            MLflowRoute(.delete, "registered-models/delete-tag", deleteTag),
        ]
    }

    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(
            try await tracking.operations.createTrackedModel(
                fields.newModelName("name"),
                description: fields.text("description") ?? "",
                tags: Tags(fields.registryTags),
                createdAt: fields.moment("creation_timestamp"),
                updatedAt: fields.moment("last_updated_timestamp"),
                in: tracking.project,
                as: caller
            )
        )
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(try await tracking.operations.trackedModel(fields.modelName, in: tracking.project, as: caller))
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let limit = try fields.pageLimit(ofAtMost: 1000, otherwise: 100)
        let offset = try OffsetToken.offset(of: fields.text("page_token"))
        let (search, withPrompts) = try ModelSearch.mlflow(
            filter: fields.text("filter") ?? "",
            order: fields.texts("order_by")
        )
        let found = try await tracking.operations.trackedModels(
            search,
            withPrompts: withPrompts,
            limit: limit + 1,
            offset: offset,
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object(capacity: 1024 * (found.count + 1)) { writer in
            writer.member("registered_models", found.prefix(limit)) { $0.registeredModel($1) }
            writer.member("next_page_token", found.count > limit ? OffsetToken.text(of: offset + limit) : nil)
        }
    }

    private func rename(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(
            try await tracking.operations.renameTrackedModel(
                fields.modelName,
                to: fields.newModelName("new_name"),
                in: tracking.project,
                by: caller
            )
        )
    }

    private func update(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(
            try await tracking.operations.describeTrackedModel(
                fields.modelName,
                as: fields.text("description") ?? "",
                in: tracking.project,
                by: caller
            )
        )
    }

    private func answer(_ model: TrackedModel) -> [UInt8] {
        JSONWriter.object(capacity: 1024) { writer in
            writer.key("registered_model")
            writer.registeredModel(model)
        }
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.deleteTrackedModel(fields.modelName, in: tracking.project, as: caller)
        return .nothing
    }

    private func latest(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let stages = try fields.texts("stages").map(Fields.stage)
        let name = try fields.modelName
        let model = try await tracking.operations.trackedModel(name, in: tracking.project, as: caller)
        let versions = model.latest.filter { stages.isEmpty || stages.contains($0.stage) }
        return JSONWriter.object(capacity: 2048) { writer in
            writer.member("model_versions", versions) { $0.modelVersion(ModelVersionJSON($1)) }
        }
    }

    private func setTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (name, tag) = (try fields.modelName, try fields.registryTag)
        return try await self.tag(name, tag.key, tag.value, caller)
    }

    private func deleteTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tag(fields.modelName, fields.registryTagKey, nil, caller)
    }

    private func tag(_ name: Model.Name, _ key: String, _ value: String?, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.tagTrackedModel(name, key, value, in: tracking.project, by: caller)
        return .nothing
    }
}
