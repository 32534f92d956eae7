import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// What MLflow 3.17.2 says to the same wrong requests, as recorded from its server.
@Suite struct RefusalTests {
    private static let hint = "See the API docs for more information about request parameters."

    @Test(arguments: [
        (
            #""key": "../b", "value": 1, "timestamp": 1"#,
            "Invalid value \"../b\" for parameter 'name' supplied: Names may "
        ),
        (
            #""key": "a//b", "value": 1, "timestamp": 1"#,
            "Invalid value \"a//b\" for parameter 'name' supplied: Names may "
        ),
        (
            #""key": "a*", "value": 1, "timestamp": 1"#,
            "Invalid value \"a*\" for parameter 'name' supplied: Names may only"
        ),
        (#""key": "", "value": 1, "timestamp": 1"#, "Missing value for required parameter 'key'. \(hint)"),
        (#""key": "a", "timestamp": 1"#, "Missing value for required parameter 'value'. \(hint)"),
        (#""key": "a", "value": 1"#, "Missing value for required parameter 'timestamp'. \(hint)"),
        (
            #""key": "s", "value": 1, "timestamp": -1"#,
            "Invalid value -1 for parameter 'timestamp' supplied: metric 's' "
        ),
        (#""key": "a", "value": "x", "timestamp": 1"#, "Invalid value \"x\" for parameter 'value' supplied:  Hint: "),
        (#""key": "a", "value": true, "timestamp": 1"#, "Invalid value true for parameter 'value' supplied:  Hint: "),
        (#""key": "a", "value": 1, "timestamp": 1, "model_id": "m-1""#, "Logged model with ID 'm-1' not found."),
    ])
    func `a metric that cannot be is refused`(_ members: String, _ beginning: String) async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            let refused = try await server.refusal(.post, "runs/log-metric", #"{"run_id": "\#(id)", \#(members)}"#)
            #expect((400...404).contains(refused.status))
            #expect(refused.message?.hasPrefix(beginning) == true, "\(refused.message ?? "")")
        }
    }

    @Test func `keys have 250 characters at most`() async throws {
        try await MLflowServer.run { server in
            let (id, key) = (try await server.startRun(), String(repeating: "k", count: 251))
            let body = #"{"run_id": "\#(id)", "key": "\#(key)", "value": 1, "timestamp": 1}"#
            let refused = try await server.refusal(.post, "runs/log-metric", body)
            #expect(refused.message == "'Metric name' exceeds the maximum length of 250 characters")
        }
    }

    @Test(arguments: [(1001, 0, "metrics"), (0, 101, "params"), (1000, 1, "metrics, params, and tags")])
    func `a batch has its limits`(_ metrics: Int, _ parameters: Int, _ what: String) async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            let points = (0..<metrics).map { #"{"key": "m", "value": 1, "timestamp": 1, "step": \#($0)}"# }
            let values = (0..<parameters).map { #"{"key": "p\#($0)", "value": "1"}"# }
            let body = """
                {"run_id": "\(id)", "metrics": [\(points.joined(separator: ","))],
                 "params": [\(values.joined(separator: ","))]}
                """
            let refused = try await server.refusal(.post, "runs/log-batch", body)
            #expect(refused.message?.contains("can contain at most") == true)
            #expect(refused.message?.contains("Got \(metrics + parameters) \(what).") == true)
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "runs/get?run_id=none", 404, "RESOURCE_DOES_NOT_EXIST", "Run with id=none not found"),
        (.get, "experiments/get?experiment_id=99", 404, "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=99 exists"),
        (.get, "experiments/get?experiment_id=x", 400, "INVALID_PARAMETER_VALUE", "Invalid experiment ID 'x'. "),
        (
            .get, "experiments/get-by-name?experiment_name=x", 404, "RESOURCE_DOES_NOT_EXIST",
            "Could not find experiment with name 'x'"
        ),
        (.get, "runs/get", 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'run_id'. "),
        (.get, "traces/1/info", 404, "ENDPOINT_NOT_FOUND", "Roost does not implement"),
        (.post, "/api/3.0/mlflow/scorers/list", 404, "ENDPOINT_NOT_FOUND", "Roost does not implement"),
        (.get, "runs", 404, "ENDPOINT_NOT_FOUND", "Roost does not implement"),
        (.post, "/api/2.0/mlflow-artifacts/mpu", 404, "ENDPOINT_NOT_FOUND", "Roost does not implement"),
        (.delete, "runs/create", 405, "ENDPOINT_NOT_FOUND", "DELETE cannot be done to"),
        (.put, "/get-artifact", 405, "ENDPOINT_NOT_FOUND", "PUT cannot be done to"),
    ])
    func `what is not there is told as MLflow tells it`(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ status: Int,
        _ code: String,
        _ beginning: String
    ) async throws {
        try await MLflowServer.run { server in
            let refused = try await server.refusal(method, path)
            #expect(refused.status == status && refused.code == code)
            #expect(refused.message?.hasPrefix(beginning) == true, "\(refused.message ?? "")")
        }
    }

    @Test(arguments: [
        #"{"run_id": 31, "key": "k", "value": "v"}"#, #"{"runId": "x", "key": "k", "value": "v"}"#, "[]", "x", "\"a\"",
        #"{"run_id": "x", "runId": "x", "key": "k"}"#, #"{"run_id": {}, "key": []}"#, "null", "1",
    ])
    func `a body that cannot be is never the server's fault`(_ body: String) async throws {
        try await MLflowServer.run { server in
            for path in server.postPaths {
                let refused = try await server.refusal(.post, path, body)
                #expect((400...404).contains(refused.status) || refused.status == 200, "\(path) \(body)")
                #expect(refused.code != "INTERNAL_ERROR")
            }
        }
    }

    @Test func `nobody gets in without a token, and the token may be a password`() async throws {
        try await MLflowServer.run { server in
            let path = "experiments/search?max_results=1"
            let stranger = try await server.send(.get, path, headers: [.authorization: "Bearer nothing"])
            #expect(stranger.status == .unauthorized)
            #expect(try stranger.value["error_code"] == "UNAUTHENTICATED")
            let pair = Data("ada:\(server.token)".utf8).base64EncodedString()
            #expect(try await server.send(.get, path, headers: [.authorization: "Basic \(pair)"]).status == .ok)
        }
    }

    @Test func `what clients ask first is answered to everybody`() async throws {
        try await MLflowServer.run { server in
            let version = try await server.client.execute(uri: "/version", method: .get)
            #expect(String(buffer: version.body) == "3.17.2")
            let information = try await server.client.execute(uri: "/api/3.0/mlflow/server-info", method: .get)
            #expect(try information.value["multipart_uploads_enabled"] == .bool(false))
        }
    }
}

extension MLflowServer {
    fileprivate var postPaths: [String] {
        MLflowRoutes(operations: operations, project: project).table.filter { $0.method == .post }.map(\.path)
    }

    private var project: Project.Name {
        guard let name = try? Project.Name("default") else { preconditionFailure("'default' is a name") }
        return name
    }
}
