import HTTPTypes
import HummingbirdTesting
import NIOCore
import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct OpenTelemetryTests {
    private static let id = "tr-000102030405060708090a0b0c0d0e0f"
    private static let protobuf = "application/x-protobuf"

    @Test func `spans make a trace that shows them`() async throws {
        try await MLflowServer.run { server in
            #expect(try await server.export().status == .ok)
            let trace = try await server.get("/api/3.0/mlflow/traces/get?trace_id=\(Self.id)")["trace"]
            #expect(trace?["spans"]?.list.compactMap { $0["name"]?.text } == ["größe \"1\"\n", "step"])
            let information = trace?["trace_info"]
            #expect(information?["state"]?.text == "OK" && information?["execution_duration"]?.text == "2.500s")
            #expect(information?["tags"]?["mlflow.trace.spansLocation"]?.text == "TRACKING_STORE")
            #expect(information?["tags"]?["mlflow.artifactLocation"]?.text?.hasPrefix("mlflow-artifacts:/") == true)
        }
    }

    @Test func `spans that come after the whole of their trace leave it as it is`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.trace(Self.id, #", "execution_duration": "7s", "request_preview": "mine""#)
            _ = try await server.export()
            let known = try await server.get("/api/3.0/mlflow/traces/\(Self.id)")["trace"]?["trace_info"]
            #expect(known?["execution_duration"]?.text == "7s" && known?["request_preview"]?.text == "mine")
            #expect(known?["request_time"]?.text == "2026-11-21T10:15:00.407Z")
        }
    }

    @Test(arguments: [
        ("span.name = 'step'", 1), ("span.name = 'step' AND span.status = 'OK'", 0), ("span.type = 'LLM'", 1),
        ("trace.text LIKE '%häß 🐓%'", 1), ("span.attributes.`mlflow.spanType` LIKE '%LLM%'", 1), ("status = 'OK'", 1),
        ("tags.`service.name` = 'shop'", 1), ("span.attributes.nobody LIKE '%LLM%'", 0),
    ]) func `a search looks into spans`(_ filter: String, _ count: Int) async throws {
        try await MLflowServer.run { server in
            _ = try await server.export()
            #expect(try await server.foundTraces(#""filter": "\#(filter)""#).count == count)
        }
    }

    @Test(
        arguments: [
            ("text/plain", nil, "0", 400), (nil, nil, "0", 400), (protobuf, "gzip", "0", 400), (protobuf, nil, "", 400),
            (protobuf, nil, "x", 400), (protobuf, nil, "987654", 404),
        ] as [(String?, String?, String, Int)]
    )
    func `spans that cannot be taken are refused`(
        _ type: String?,
        _ coding: String?,
        _ experiment: String,
        _ status: Int
    ) async throws {
        try await MLflowServer.run { server in
            let answer = try await server.export(type: type, coding: coding, experiment: experiment)
            #expect(answer.status.code == status)
            #expect(try answer.value["error_code"]?.text != nil)
            #expect(try await server.foundTraces(#""max_results": 5"#) == [])
        }
    }
}

extension MLflowServer {
    /// Sends the spans of `Fixtures/spans.pb`.
    fileprivate func export(
        type: String? = "application/x-protobuf",
        coding: String? = nil,
        experiment: String = "0"
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.authorization: "Bearer \(token)"]
        headers[.contentType] = type
        headers[.contentEncoding] = coding
        headers[try #require(HTTPField.Name("x-mlflow-experiment-id"))] = experiment
        return try await client.execute(
            uri: "/v1/traces",
            method: .post,
            headers: headers,
            body: ByteBuffer(bytes: WireSpanTests.fixture("spans.pb"))
        )
    }
}
