import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

@Suite struct TraceRoutesTests {
    @Test func `a trace says where its files are, and keeps them`() async throws {
        try await MLflowServer.run { server in
            let trace = try await server.trace("tr-1", #", "tags": {"a": "b"}, "execution_duration": "1.5s""#)
            let place = "0/traces/tr-1/artifacts"
            #expect(trace?["tags"]?["mlflow.artifactLocation"]?.text == "mlflow-artifacts:/\(place)")
            #expect(trace?["tags"]?["a"]?.text == "b" && trace?["execution_duration"]?.text == "1.500s")
            let file = "/api/2.0/mlflow-artifacts/artifacts/\(place)/traces.json"
            #expect(try await server.send(.put, file, #"{"spans": []}"#).status == .ok)
            #expect(String(buffer: try await server.send(.get, file).body) == #"{"spans": []}"#)
            let known = try await server.get("/api/3.0/mlflow/traces/tr-1")["trace"]?["trace_info"]
            #expect(known == trace)
        }
    }

    @Test func `a trace that is sent again keeps what it had`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.trace("tr-1", #", "tags": {"a": "1"}, "request_preview": "in""#)
            let again = try await server.trace("tr-1", #", "tags": {"b": "2"}, "trace_metadata": {"m": "3"}"#)
            #expect(again?["tags"]?["a"]?.text == "1" && again?["tags"]?["b"]?.text == "2")
            #expect(again?["request_preview"]?.text == "in" && again?["trace_metadata"]?["m"]?.text == "3")
        }
    }

    @Test(arguments: [
        (#""filter": "tags.a = 'x'""#, ["tr-2", "tr-1"]), (#""filter": "status = 'OK'", "max_results": 1"#, ["tr-3"]),
        (#""filter": "tags.a IS NULL""#, ["tr-3"]), (#""order_by": ["timestamp ASC"]"#, ["tr-1", "tr-2", "tr-3"]),
        (#""filter": "feedback.good = 'true'""#, ["tr-1"]), (#""filter": "feedback.mark >= 0.5""#, ["tr-2"]),
        (#""filter": "request_id IN ('tr-1', 'tr-9')""#, ["tr-1"]), (#""filter": "execution_time < 5""#, []),
    ])
    func `a search finds`(_ members: String, _ expected: [String]) async throws {
        try await MLflowServer.run { server in
            _ = try await server.trace("tr-1", at: 1, #", "tags": {"a": "x"}"#)
            _ = try await server.trace("tr-2", at: 2, #", "tags": {"a": "x"}"#)
            _ = try await server.trace("tr-3", at: 3)
            _ = try await server.assess("tr-1", #""assessment_name": "good", "feedback": {"value": true}"#)
            _ = try await server.assess("tr-2", #""assessment_name": "mark", "feedback": {"value": 0.5}"#)
            #expect(try await server.foundTraces(members) == expected)
        }
    }

    @Test func `traces of a run are those it made and those linked to it`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            _ = try await server.trace("tr-1", at: 1, #", "trace_metadata": {"mlflow.sourceRun": "\#(run)"}"#)
            _ = try await server.trace("tr-2", at: 2)
            _ = try await server.trace("tr-3", at: 3)
            _ = try await server.post("traces/link-to-run", #"{"trace_ids": ["tr-2", "tr-9"], "run_id": "\#(run)"}"#)
            #expect(try await server.foundTraces(#""filter": "run_id = '\#(run)'""#) == ["tr-2", "tr-1"])
        }
    }

    @Test func `an assessment that is overridden counts again when that one goes`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.trace("tr-1")
            let members = #""assessment_name": "mark", "feedback": {"value": 1}"#
            let first = try #require(try await server.assess("tr-1", members)?["assessment_id"]?.text)
            let second = try #require(
                try await server.assess("tr-1", members + #", "overrides": "\#(first)""#)?["assessment_id"]?.text
            )
            let all = "/api/3.0/mlflow/traces/tr-1/assessments"
            #expect(try await server.get("\(all)/\(first)")["assessment"]?["valid"] == .bool(false))
            #expect(try await server.send(.delete, "\(all)/\(second)").status == .ok)
            #expect(try await server.get("\(all)/\(first)")["assessment"]?["valid"] == .bool(true))
            #expect(try await server.refusal(.get, "\(all)/\(second)").status == 404)
        }
    }

    @Test func `what is deleted takes its files along with the garbage`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.trace("tr-1", at: 1)
            _ = try await server.trace("tr-2", at: 2)
            let file = "/api/2.0/mlflow-artifacts/artifacts/0/traces/tr-1/artifacts/traces.json"
            #expect(try await server.send(.put, file, #"{"spans": []}"#).status == .ok)
            let body = #"{"experiment_id": "0", "max_timestamp_millis": 9999999999999, "max_traces": 1}"#
            #expect(try await server.post("traces/delete-traces", body)["traces_deleted"] == .integer(1))
            #expect(try await server.foundTraces(#""max_results": 5"#) == ["tr-2"])
            #expect(try await server.send(.get, file).status == .notFound)
            #expect(try await server.operations.doctor(repair: false, deep: true, as: .system).isClean)
        }
    }

    @Test(arguments: [
        #"{}"#, #"{"trace": 1}"#, #"{"trace": {"trace_info": {"trace_id": "tr-1"}}}"#,
        #"{"trace": {"trace_info": {"trace_id": "a/b", "request_time": "2026-11-21T10:15:00Z", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}"#,
        #"{"trace": {"trace_info": {"trace_id": "tr-1", "request_time": "now", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}"#,
        #"{"trace": {"trace_info": {"trace_id": "tr-1", "request_time": "2026-11-21T10:15:00Z", "tags": {"a": 1}, "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}"#,
        #"{"trace": {"trace_info": {"trace_id": "tr-1", "request_time": "2026-11-21T10:15:00Z", "execution_duration": "-1s", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}"#,
    ])
    func `a trace that cannot be is refused`(_ body: String) async throws {
        try await MLflowServer.run { server in
            let refusal = try await server.refusal(.post, "/api/3.0/mlflow/traces", body)
            #expect(refusal.status == 400 && refusal.code == "INVALID_PARAMETER_VALUE")
        }
    }
}
