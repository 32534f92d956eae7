import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import RoostEntities

/// Where experiments, runs and models are copied to: a Roost server, or one of MLflow's own.
package struct TransferTarget: Sendable {
    let server: MLflowServer
    /// Whether it lets what is copied keep its identifiers and moments, as Roost does.
    let keepsIdentities: Bool

    var reader: ServerSource { ServerSource(server: server) }

    /// What a copy is found again by where it cannot keep its identifier.
    static let runTag = "roost.run_id"
    static let modelTag = "roost.model_id"

    init(server: MLflowServer, keepsIdentities: Bool) {
        self.server = server
        self.keepsIdentities = keepsIdentities
    }

    /// Asks the server what it is.
    package init(server: MLflowServer) async throws {
        self.server = server
        let answer = try await server.impatient.open("/health").body.collect(upTo: 1 << 16)
        let health = try? JSONDecoder().decode([String: JSONValue].self, from: Data(answer.readableBytesView))
        keepsIdentities = health?["status"] == "ok"
    }

    // MARK: - Experiments

    func create(_ experiment: MLflowExperiment, tags: [MLflowEntry]) async throws -> String {
        var body: [String: JSONValue] = ["name": .string(experiment.name), "tags": .array(tags.map(\.json))]
        if keepsIdentities, let moment = experiment.createdAt { body["creation_time"] = .integer(moment) }
        do {
            let made: Made = try await server.post("experiments/create", body)
            return try made.experiment.found(server)
        } catch let error as RoostError where error.code == .alreadyExists {
            // An attempt before this one may have come through.
            return try await named(experiment.name).id
        }
    }

    private func named(_ name: String) async throws -> MLflowExperiment {
        let found: Made = try await server.get("experiments/get-by-name", [("experiment_name", name)])
        return try found.named.found(server)
    }

    func set(_ tag: MLflowEntry, ofExperiment id: String) async throws {
        let body: [String: JSONValue] = [
            "experiment_id": .string(id), "key": .string(tag.key), "value": .string(tag.value),
        ]
        try await server.perform(.POST, "experiments/set-experiment-tag", body)
    }

    func deleteExperiment(_ id: String) async throws {
        try await server.perform(.POST, "experiments/delete", ["experiment_id": .string(id)])
    }

    // MARK: - Runs

    /// Starts the copy of a run, once also if the connection breaks meanwhile.
    func create(_ run: MLflowRun, in experiment: String) async throws -> MLflowRun {
        var body: [String: JSONValue] = ["experiment_id": .string(experiment)]
        if let name = run.name { body["run_name"] = .string(name) }
        if let user = run.user { body["user_id"] = .string(user) }
        if let moment = run.startedAt { body["start_time"] = .integer(moment) }
        if keepsIdentities {
            body["run_id"] = .string(run.id)
        } else {
            body["tags"] = [MLflowEntry(Self.runTag, run.id).json]
        }
        let (keeps, id) = (keepsIdentities, run.id)
        return try await server.repeating { [body] in
            do {
                let made: Made = try await server.post("runs/create", body, once: true)
                return try made.run.found(server)
            } catch let error as RoostError where keeps && error.code == .alreadyExists {
                return try await reader.run(id)
            } catch let error as RoostError where !keeps && error.code == .unavailable {
                if let made = try await copy(of: id, in: experiment) { return made }
                throw error
            }
        }
    }

    private func copy(of run: String, in experiment: String) async throws -> MLflowRun? {
        let found: Made = try await server.post(
            "runs/search",
            [
                "experiment_ids": [.string(experiment)], "run_view_type": "ALL",
                "filter": .string("tags.`\(Self.runTag)` = '\(run.replacing("'", with: ""))'"),
            ]
        )
        return found.runs?.first
    }

    func log(
        _ run: String,
        metrics: [MLflowPoint] = [],
        parameters: [MLflowEntry] = [],
        tags: [MLflowEntry] = []
    ) async throws {
        var body: [String: JSONValue] = ["run_id": .string(run)]
        if !metrics.isEmpty { body["metrics"] = .array(metrics.map(\.json)) }
        if !parameters.isEmpty { body["params"] = .array(parameters.map(\.json)) }
        if !tags.isEmpty { body["tags"] = .array(tags.map(\.json)) }
        try await server.perform(.POST, "runs/log-batch", body)
    }

    func log(_ run: String, datasets: [MLflowDataset]) async throws {
        try await server.perform(
            .POST,
            "runs/log-inputs",
            ["run_id": .string(run), "datasets": .array(datasets.map(\.json))]
        )
    }

    func log(_ run: String, modelInput model: String) async throws {
        try await server.perform(
            .POST,
            "runs/log-inputs",
            ["run_id": .string(run), "models": [["model_id": .string(model)]]]
        )
    }

    func log(_ run: String, modelOutput model: String, step: Int64) async throws {
        try await server.perform(
            .POST,
            "runs/outputs",
            ["run_id": .string(run), "models": [["model_id": .string(model), "step": .integer(step)]]]
        )
    }

    func end(_ run: String, status: String, at moment: Int64?) async throws {
        var body: [String: JSONValue] = ["run_id": .string(run), "status": .string(status)]
        if let moment { body["end_time"] = .integer(moment) }
        try await server.perform(.POST, "runs/update", body)
    }

    func deleteRun(_ run: String) async throws {
        try await server.perform(.POST, "runs/delete", ["run_id": .string(run)])
    }

    /// What an answer brings of something that was made.
    struct Made: Decodable {
        let experiment: String?
        let named: MLflowExperiment?
        let run: MLflowRun?
        let runs: [MLflowRun]?
        let model: MLflowModel?
        let version: MLflowVersion?

        enum CodingKeys: String, CodingKey {
            case experiment = "experiment_id"
            case named = "experiment"
            case run, runs, model
            case version = "model_version"
        }
    }
}
