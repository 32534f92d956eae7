import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostOperations
import RoostServer
import Testing

@testable import RoostMLflowAPI

/// The whole server but its socket, over a database and blobs in memory, asked as MLflow's client asks.
struct MLflowServer: Sendable {
    let operations: Operations
    let client: any TestClientProtocol
    let token: String

    static func run<Value>(
        isBehindProxy: Bool = false,
        _ body: @Sendable (MLflowServer) async throws -> Value
    ) async throws -> Value {
        let home = FileManager.default.temporaryDirectory.appending(path: "roost-mlflow-\(UUID())")
        let operations = Operations(
            metadata: try Metadata(inMemory: nil),
            blobs: MemoryBlobs(),
            ids: IdentifierGenerator(),
            home: home,
            inspectImage: { _ in throw RoostError(.invalidArgument, "it is no image") }
        )
        let token = try #require(try await operations.bootstrap())
        var configuration = ServerConfiguration(home: home)
        configuration.port = 0
        configuration.isBehindProxy = isBehindProxy
        return try await RoostApplication(operations: operations, configuration: configuration, version: "1.2.3")
            .build(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .test(.router) { client in
                try await body(MLflowServer(operations: operations, client: client, token: token))
            }
    }

    /// The answer's JSON; `path` is such as `runs/create`.
    func post(_ path: String, _ json: String) async throws -> JSONValue {
        let response = try await send(.post, path, json)
        #expect(response.status == .ok, "\(path): \(String(buffer: response.body))")
        return try response.value
    }

    func get(_ path: String) async throws -> JSONValue {
        let response = try await send(.get, path)
        #expect(response.status == .ok, "\(path): \(String(buffer: response.body))")
        return try response.value
    }

    /// The error code and the message of a request that is refused.
    func refusal(_ method: HTTPRequest.Method, _ path: String, _ json: String? = nil) async throws -> (
        status: Int, code: String?, message: String?
    ) {
        let response = try await send(method, path, json)
        let value = try response.value
        return (response.status.code, value["error_code"]?.text, value["message"]?.text)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ json: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if headers[.authorization] == nil { headers[.authorization] = "Bearer \(token)" }
        if json != nil { headers[.contentType] = "application/json" }
        return try await client.execute(
            uri: path.hasPrefix("/") ? path : "/api/2.0/mlflow/\(path)",
            method: method,
            headers: headers,
            body: json.map { ByteBuffer(string: $0) }
        )
    }

    /// The identifier of a new run.
    func startRun(_ members: String = "") async throws -> String {
        let body = #"{"experiment_id": "0", "user_id": "ada", "start_time": 1000\#(members)}"#
        return try #require(try await post("runs/create", body)["run"]?["info"]?["run_id"]?.text)
    }
}

extension TestResponse {
    var value: JSONValue {
        get throws { try JSONReader.value(of: Array(buffer: body)) }
    }
}

extension JSONValue {
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var list: [JSONValue] {
        guard case .array(let list) = self else { return [] }
        return list
    }

    /// What `{"key": …, "value": …}` elements say of `key`.
    func value(of key: String) -> JSONValue? {
        list.first { $0["key"]?.text == key }?["value"]
    }
}
