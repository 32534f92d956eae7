import HTTPTypes
import RoostEntities
import RoostOperations

/// Versions of registered models, which are Roost's versions.
struct ModelVersionRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "model-versions/create", create),
            MLflowRoute(.get, "model-versions/get", get),
            MLflowRoute(.get, "model-versions/search", repeated: ["order_by"], search),
            MLflowRoute(.get, "model-versions/get-download-uri", downloadURI),
            MLflowRoute(.patch, "model-versions/update", update),
            MLflowRoute(.post, "model-versions/transition-stage", move),
            MLflowRoute(.delete, "model-versions/delete", delete),
            MLflowRoute(.post, "model-versions/set-tag", setTag),
            MLflowRoute(.delete, "model-versions/delete-tag", deleteTag),
        ]
    }

    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let draft = try TrackedVersionDraft(fields)
        let (operations, project) = (try await tracking.operations, tracking.project)
        let made = try await operations.createTrackedVersion(draft, in: project, as: caller)
        return answer(ModelVersionJSON(made, of: draft, by: caller))
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(ModelVersionJSON(try await version(fields, caller)))
    }

    private func downloadURI(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let version = try await version(fields, caller)
        var uri = version.downloadURI
        if uri.hasPrefix("models:/"), let id = version.loggedModel {
            let (operations, project) = (try await tracking.operations, tracking.project)
            uri = try await operations.loggedModel(id.text, in: project, as: caller).artifactURI
        }
        return JSONWriter.object { $0.member("artifact_uri", uri) }
    }

    private func version(_ fields: Fields, _ caller: Caller) async throws -> TrackedVersion {
        let (model, number) = (try fields.modelName, try fields.versionNumber)
        return try await tracking.operations.trackedVersion(number, of: model, in: tracking.project, as: caller)
    }

    private func answer(_ version: ModelVersionJSON) -> [UInt8] {
        JSONWriter.object(capacity: 1024) { writer in
            writer.key("model_version")
            writer.modelVersion(version)
        }
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let limit = try fields.pageLimit(ofAtMost: 200_000, otherwise: 10_000)
        let offset = try OffsetToken.offset(of: fields.text("page_token"))
        let (search, withPrompts) = try VersionSearch.mlflow(
            filter: fields.text("filter") ?? "",
            order: fields.texts("order_by")
        )
        let found = try await tracking.operations.trackedVersions(
            search,
            withPrompts: withPrompts,
            limit: limit,
            offset: offset,
            in: tracking.project,
            as: caller
        )
        let next = offset + found.versions.count
        return JSONWriter.object(capacity: 512 * (found.versions.count + 1)) { writer in
            writer.member("model_versions", found.versions) { $0.modelVersion(ModelVersionJSON($1)) }
            writer.member("next_page_token", found.hasMore ? OffsetToken.text(of: next) : nil)
        }
    }

    private func update(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (model, number) = (try fields.modelName, try fields.versionNumber)
        let version = try await tracking.operations.describeTrackedVersion(
            number,
            of: model,
            as: fields.text("description") ?? "",
            in: tracking.project,
            by: caller
        )
        return answer(ModelVersionJSON(version))
    }

    private func move(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (model, number) = (try fields.modelName, try fields.versionNumber)
        let name = try fields.needed("stage")
        let stage = try Fields.stage(name)
        let archivesOthers = try fields.flag("archive_existing_versions") ?? false
        guard !archivesOthers || stage == .staging || stage == .production else {
            throw RoostError(
                .invalidArgument,
                "Model version transition cannot archive existing model versions because '\(name)' is not an Active "
                    + "stage. Valid stages are ['Production', 'Staging']"
            )
        }
        let version = try await tracking.operations.moveTrackedVersion(
            number,
            of: model,
            to: stage,
            archivingOthers: archivesOthers,
            in: tracking.project,
            by: caller
        )
        return answer(ModelVersionJSON(version))
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (model, number) = (try fields.modelName, try fields.versionNumber)
        try await tracking.operations.deleteTrackedVersion(number, of: model, in: tracking.project, by: caller)
        return .nothing
    }

    private func setTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let tag = try fields.registryTag
        return try await self.tag(fields, tag.key, tag.value, caller)
    }

    private func deleteTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tag(fields, fields.registryTagKey, nil, caller)
    }

    private func tag(_ fields: Fields, _ key: String, _ value: String?, _ caller: Caller) async throws -> [UInt8] {
        let (model, number) = (try fields.modelName, try fields.versionNumber)
        let (operations, project) = (try await tracking.operations, tracking.project)
        try await operations.tagTrackedVersion(number, of: model, key, value, in: project, by: caller)
        return .nothing
    }
}

extension TrackedVersionDraft {
    fileprivate init(_ fields: Fields) throws(RoostError) {
        let model = try fields.modelName
        let source = try fields.needed("source")
        let tags = try fields.registryTags
        let loggedModel = try Self.loggedModel(fields.said("model_id"))
        let isPrompt = tags[Operations.promptTag]?.lowercased() == "true"
        self.init(
            model: model,
            source: source,
            origin: try VersionSourceText.origin(of: source, namesModel: loggedModel != nil, isPrompt: isPrompt),
            run: try Self.run(fields.said("run_id")),
            loggedModel: loggedModel,
            runLink: try fields.said("run_link"),
            user: try fields.said("user_id"),
            description: try fields.text("description") ?? "",
            tags: try Tags(tags),
            copied: try Self.copied(fields)
        )
    }

    private static func run(_ text: String?) throws(RoostError) -> TrackedRunID? {
        guard let text else { return nil }
        return try TrackedRunID(text)
    }

    private static func loggedModel(_ text: String?) throws(RoostError) -> LoggedModel.ID? {
        guard let text else { return nil }
        guard let id = try? LoggedModel.ID(text) else {
            throw RoostError(.notFound, "Logged model with ID '\(text)' not found.")
        }
        return id
    }

    /// What MLflow's own servers do not read.
    private static func copied(_ fields: Fields) throws(RoostError) -> Copied? {
        let number = try fields.integer("version").map { number throws(RoostError) in
            try Version.Number(Int(clamping: number))
        }
        let createdAt = try fields.moment("creation_timestamp")
        let updatedAt = try fields.moment("last_updated_timestamp")
        guard number != nil || createdAt != nil || updatedAt != nil else { return nil }
        return Copied(number: number, createdAt: createdAt, updatedAt: updatedAt)
    }
}
