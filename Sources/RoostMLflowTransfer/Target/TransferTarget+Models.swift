import NIOHTTP1
import RoostEntities

extension TransferTarget {
    private static let parametersPerRequest = 100

    // MARK: - Logged models

    func model(_ id: String) async throws -> MLflowModel? {
        do {
            let found: Made = try await server.get("logged-models/\(id.percentEncoded)")
            return found.model
        } catch let error as RoostError where error.code == .notFound {
            return nil
        }
    }

    /// Makes a logged model that is still being written, with up to a hundred of its parameters.
    ///
    /// `experiment` is the target's own number, `run` the copy of the run that made it.
    func create(_ model: MLflowModel, in experiment: String, run: String?) async throws -> MLflowModel {
        var body: [String: JSONValue] = ["experiment_id": .string(experiment), "name": .string(model.name)]
        if let type = model.type { body["model_type"] = .string(type) }
        if let run { body["source_run_id"] = .string(run) }
        var tags = model.tags
        if keepsIdentities {
            body["model_id"] = .string(model.id)
            if let moment = model.createdAt { body["creation_timestamp_ms"] = .integer(moment) }
        } else {
            tags.append(MLflowEntry(Self.modelTag, model.id))
        }
        body["params"] = .array(model.parameters.prefix(Self.parametersPerRequest).map(\.json))
        body["tags"] = .array(tags.map(\.json))
        let made: Made
        do {
            made = try await server.post("logged-models", body, once: !keepsIdentities)
        } catch let error as RoostError where keepsIdentities && error.code == .alreadyExists {
            return try await self.model(model.id).found(server)
        }
        return try made.model.found(server)
    }

    func log(model: String, parameters: [MLflowEntry]) async throws {
        let body: [String: JSONValue] = ["model_id": .string(model), "params": .array(parameters.map(\.json))]
        try await server.perform(.POST, "logged-models/\(model.percentEncoded)/params", body)
    }

    func set(_ model: String, status: String) async throws {
        let body: [String: JSONValue] = ["model_id": .string(model), "status": .string(status)]
        try await server.perform(.PATCH, "logged-models/\(model.percentEncoded)", body)
    }

    // MARK: - Registered models

    /// Whether it was made now; `false` when there is one of that name.
    func create(_ model: MLflowRegisteredModel) async throws -> Bool {
        var body: [String: JSONValue] = [
            "name": .string(model.name), "description": .string(model.text), "tags": .array(model.tags.map(\.json)),
        ]
        if keepsIdentities {
            if let moment = model.createdAt { body["creation_timestamp"] = .integer(moment) }
            if let moment = model.updatedAt { body["last_updated_timestamp"] = .integer(moment) }
        }
        do {
            try await server.perform(.POST, "registered-models/create", body)
            return true
        } catch let error as RoostError where error.code == .alreadyExists {
            return false
        }
    }

    /// - Returns: The number it got.
    func create(_ version: MLflowVersion, of name: String) async throws -> Int64 {
        var body: [String: JSONValue] = [
            "name": .string(name), "source": .string(version.source), "description": .string(version.text),
            "tags": .array(version.tags.map(\.json)),
        ]
        if let run = version.run { body["run_id"] = .string(run) }
        if let link = version.runLink { body["run_link"] = .string(link) }
        if let model = version.model { body["model_id"] = .string(model) }
        if keepsIdentities {
            body["version"] = .string(String(version.number))
            if let moment = version.createdAt { body["creation_timestamp"] = .integer(moment) }
            if let moment = version.updatedAt { body["last_updated_timestamp"] = .integer(moment) }
            if let user = version.user { body["user_id"] = .string(user) }
        }
        let made: Made = try await server.post("model-versions/create", body, once: true)
        return try made.version.found(server).number
    }

    func deleteVersion(_ number: Int64, of name: String) async throws {
        let body: [String: JSONValue] = ["name": .string(name), "version": .string(String(number))]
        try await server.perform(.DELETE, "model-versions/delete", body)
    }

    func move(_ number: Int64, of name: String, to stage: String) async throws {
        let body: [String: JSONValue] = [
            "name": .string(name), "version": .string(String(number)), "stage": .string(stage),
            "archive_existing_versions": .bool(false),
        ]
        try await server.perform(.POST, "model-versions/transition-stage", body)
    }

    func set(_ alias: MLflowRegisteredModel.Alias, of name: String) async throws {
        let body: [String: JSONValue] = [
            "name": .string(name), "alias": .string(alias.alias), "version": .string(alias.version),
        ]
        try await server.perform(.POST, "registered-models/alias", body)
    }
}
