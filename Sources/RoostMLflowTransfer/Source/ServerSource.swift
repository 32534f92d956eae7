import AsyncHTTPClient
import NIOHTTP1
import RoostEntities

/// A server that speaks MLflow's REST API, read.
package struct ServerSource: TransferSource {
    private static let runsPerPage = 200
    private static let modelsPerPage = 50
    private static let promptTag = "tags.`mlflow.prompt.is_prompt` = 'true'"

    let server: MLflowServer

    package init(server: MLflowServer) {
        self.server = server
    }

    /// Asks for little, to see whether a server is there that lets itself be read.
    ///
    /// - Throws: `unavailable` if none answers, what it refuses else.
    package func check() async throws {
        let _: Page = try await server.impatient.post("experiments/search", ["max_results": .integer(1)])
    }

    package func experiments() async throws -> [MLflowExperiment] {
        var all: [MLflowExperiment] = []
        try await forEachPage { token in
            var body: [String: JSONValue] = ["max_results": .integer(1000), "view_type": "ALL"]
            body["order_by"] = ["creation_time ASC"]
            if let token { body["page_token"] = .string(token) }
            let page: Page = try await server.post("experiments/search", body)
            return MLflowPage(page.experiments ?? [], next: page.next)
        } _: {
            all += $0
        }
        return all
    }

    package func runs(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowRun> {
        var body: [String: JSONValue] = [
            "experiment_ids": [.string(experiment)], "run_view_type": "ALL",
            "max_results": .integer(Int64(Self.runsPerPage)), "order_by": ["attributes.start_time ASC"],
        ]
        if let token { body["page_token"] = .string(token) }
        let page: Page = try await server.post("runs/search", body)
        return MLflowPage(page.runs ?? [], next: page.next)
    }

    package func run(_ id: String) async throws -> MLflowRun {
        let found: One = try await server.get("runs/get", [("run_id", id)])
        return try found.run.found(server)
    }

    package func points(
        of metric: String,
        run: String,
        after token: String?
    ) async throws -> MLflowPage<MLflowPoint> {
        let page: Page = try await server.get(
            "metrics/get-history",
            [("run_id", run), ("metric_key", metric), ("max_results", "25000"), ("page_token", token)]
        )
        return MLflowPage(page.metrics ?? [], next: page.next)
    }

    package func files(in folder: String?, of owner: MLflowOwner) async throws -> [MLflowFile] {
        var all: [MLflowFile] = []
        try await forEachPage { token in
            let page: Page
            switch owner.kind {
            case .run:
                page = try await server.get(
                    "artifacts/list",
                    [("run_id", owner.id), ("path", folder), ("page_token", token)]
                )
            case .model:
                page = try await server.get(
                    "logged-models/\(owner.id.percentEncoded)/artifacts/directories",
                    [("artifact_directory_path", folder), ("page_token", token)]
                )
            }
            return MLflowPage(page.files ?? [], next: page.next)
        } _: {
            all += $0
        }
        return all
    }

    /// Through the artifact proxy where that has it, else through the route that MLflow's own pages use.
    package func content(of file: MLflowFile, of owner: MLflowOwner) async throws -> HTTPClientRequest.Body {
        let target: String
        if let folder = owner.proxied {
            target = MLflowOwner.proxy + folder + "/" + file.path.encodedPath
        } else if owner.kind == .run {
            target = "/get-artifact?run_id=\(owner.id.percentEncoded)&path=\(file.path.percentEncoded)"
        } else {
            target =
                "/ajax-api/2.0/mlflow/logged-models/\(owner.id.percentEncoded)/artifacts/files?artifact_file_path="
                + file.path.percentEncoded
        }
        let response = try await server.open(target)
        guard let size = response.headers.first(name: "Content-Length").flatMap(Int64.init) ?? file.size else {
            return .stream(response.body, length: .unknown)
        }
        return .stream(response.body, length: .known(size))
    }

    package func models(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowModel> {
        var body: [String: JSONValue] = [
            "experiment_ids": [.string(experiment)], "max_results": .integer(Int64(Self.modelsPerPage)),
            "order_by": [["field_name": "creation_timestamp_ms", "ascending": .bool(true)]],
        ]
        if let token { body["page_token"] = .string(token) }
        let page: Page = try await server.post("logged-models/search", body)
        return MLflowPage(page.models ?? [], next: page.next)
    }

    /// A search leaves prompts out unless it asks for them, so there are two; a token says of which it is.
    package func registeredModels(after token: String?) async throws -> MLflowPage<MLflowRegisteredModel> {
        let isOfPrompts = token?.hasPrefix("p") ?? false
        let place = token.map { String($0.dropFirst()) }.flatMap { $0.isEmpty ? nil : $0 }
        let page: Page = try await server.get(
            "registered-models/search",
            [("max_results", "100"), ("filter", isOfPrompts ? Self.promptTag : nil), ("page_token", place)]
        )
        let found = page.registered ?? []
        let models = isOfPrompts ? found : found.filter { $0.tags["mlflow.prompt.is_prompt"] != "true" }
        if let next = page.next, !next.isEmpty { return MLflowPage(models, next: (isOfPrompts ? "p" : "m") + next) }
        return MLflowPage(models, next: isOfPrompts ? nil : "p")
    }

    package func versions(of model: String, after token: String?) async throws -> MLflowPage<MLflowVersion> {
        let name = try Self.filter(name: model)
        let isOfPrompts = token?.hasPrefix("p") ?? false
        let place = token.map { String($0.dropFirst()) }.flatMap { $0.isEmpty ? nil : $0 }
        let page: Page = try await server.get(
            "model-versions/search",
            [
                ("filter", isOfPrompts ? "\(name) AND \(Self.promptTag)" : name), ("max_results", "1000"),
                ("order_by", "version_number ASC"), ("page_token", place),
            ]
        )
        let found = page.versions ?? []
        let versions = isOfPrompts ? found : found.filter { $0.tags["mlflow.prompt.is_prompt"] != "true" }
        if let next = page.next, !next.isEmpty { return MLflowPage(versions, next: (isOfPrompts ? "p" : "m") + next) }
        return MLflowPage(versions, next: isOfPrompts ? nil : "p")
    }

    package func leftOut() async throws -> [TransferLoss] {
        var losses: [TransferLoss] = []
        for experiment in try await experiments() where await hasTraces(experiment) {
            losses.append(
                TransferLoss(of: "experiment \(quoted(experiment.name))", "its traces", "they are not copied")
            )
        }
        return losses
    }

    /// Servers before MLflow 3 know of the older way to ask alone, and some of no traces.
    private func hasTraces(_ experiment: MLflowExperiment) async -> Bool {
        let place = JSONValue.object(["experiment_id": .string(experiment.id)])
        let location = JSONValue.object(["type": .string("MLFLOW_EXPERIMENT"), "mlflow_experiment": place])
        let question: [String: JSONValue] = ["locations": .array([location]), "max_results": .integer(1)]
        if let found: Page = try? await server.post("traces/search", question, version: "3.0") {
            return found.traces?.isEmpty == false
        }
        let found: Page? = try? await server.get("traces", [("experiment_ids", experiment.id), ("max_results", "1")])
        return found?.traces?.isEmpty == false
    }

    /// - Throws: `unsupported` for a name that MLflow's grammar cannot quote.
    static func filter(name: String) throws(RoostError) -> String {
        if !name.contains("'") { return "name = '\(name)'" }
        guard !name.contains("\"") else {
            throw RoostError(
                .unsupported,
                "\(quoted(name)) has both kinds of quotes in its name, which no search can ask for; rename it"
            )
        }
        return "name = \"\(name)\""
    }

    /// Whatever list was asked for.
    private struct Page: Decodable {
        let experiments: [MLflowExperiment]?
        let runs: [MLflowRun]?
        let metrics: [MLflowPoint]?
        let files: [MLflowFile]?
        let models: [MLflowModel]?
        let registered: [MLflowRegisteredModel]?
        let versions: [MLflowVersion]?
        let traces: [JSONValue]?
        let next: String?

        enum CodingKeys: String, CodingKey {
            case experiments, runs, metrics, files, models, traces
            case registered = "registered_models"
            case versions = "model_versions"
            case next = "next_page_token"
        }
    }

    /// Whatever single thing was asked for.
    private struct One: Decodable {
        let run: MLflowRun?
    }
}

extension Optional {
    /// What a server must have answered with.
    func found(_ server: MLflowServer) throws(RoostError) -> Wrapped {
        guard let self else {
            throw RoostError(.corrupted, "\(server.base) left out of an answer what was asked for; is it MLflow's?")
        }
        return self
    }
}

extension MLflowOwner {
    static let proxy = "/api/2.0/mlflow-artifacts/artifacts/"

    /// The folder below the proxy, percent-encoded; `nil` of artifacts that do not lie there.
    var proxied: String? {
        guard artifactURI.hasPrefix("mlflow-artifacts:") else { return nil }
        var rest = artifactURI.dropFirst("mlflow-artifacts:".count)
        if rest.hasPrefix("//") {
            // A host may be named there; the server that was asked is the one that is meant.
            guard let slash = rest.dropFirst(2).firstIndex(of: "/") else { return nil }
            rest = rest[slash...]
        }
        let parts = rest.split(separator: "/")
        guard !parts.isEmpty, !parts.contains(".."), !parts.contains(".") else { return nil }
        return parts.map { String($0).percentEncoded }.joined(separator: "/")
    }
}

extension String {
    /// Percent-encoded but for the slashes.
    var encodedPath: String { split(separator: "/").map { String($0).percentEncoded }.joined(separator: "/") }
}
