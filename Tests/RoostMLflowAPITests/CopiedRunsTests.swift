import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// Runs that keep the identifier they had where they were copied from.
struct CopiedRunsTests {
    private static let id = "0123456789abcdef0123456789abcdef"

    @Test func `a copied run answers to the identifier it had`() async throws {
        try await MLflowServer.run { server in
            let made = try await server.startRun(#", "run_id": "\#(Self.id)""#)
            #expect(made == Self.id)
            _ = try await server.post(
                "runs/log-batch",
                #"{"run_id": "\#(Self.id)", "metrics": [{"key": "loss", "value": 1, "timestamp": 5, "step": 2}]}"#
            )
            _ = try await server.post("runs/update", #"{"run_id": "\#(Self.id)", "status": "FINISHED", "end_time": 9}"#)
            let info = try await server.get("runs/get?run_id=\(Self.id)")["run"]?["info"]
            #expect(info?["artifact_uri"]?.text == "mlflow-artifacts:/0/\(Self.id)/artifacts")
            #expect(info?["end_time"] == .integer(9))
            let history = try await server.get("metrics/get-history?run_id=\(Self.id)&metric_key=loss")
            #expect(history["metrics"]?.list.first?["step"] == .integer(2))
        }
    }

    @Test(arguments: [
        "run_id = '0123456789abcdef0123456789abcdef'", "run_id IN ('x', '0123456789abcdef0123456789abcdef')",
        "run_id LIKE '0123456789abcdef%'", "artifact_uri LIKE '%/0123456789abcdef0123456789abcdef/artifacts'",
    ])
    func `a search finds it by that identifier`(_ filter: String) async throws {
        try await MLflowServer.run { server in
            _ = try await server.startRun(#", "run_id": "\#(Self.id)""#)
            let other = try await server.startRun()
            let found = try await server.post(
                "runs/search",
                #"{"experiment_ids": ["0"], "filter": "\#(filter)"}"#
            )
            #expect(found["runs"]?.list.map { $0["info"]?["run_id"]?.text } == [Self.id])
            let others = try await server.post(
                "runs/search",
                #"{"experiment_ids": ["0"], "filter": "run_id != '\#(Self.id)'"}"#
            )
            #expect(others["runs"]?.list.map { $0["info"]?["run_id"]?.text } == [other])
        }
    }

    @Test func `its files are at its own address`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.startRun(#", "run_id": "\#(Self.id)""#)
            let file = "/api/2.0/mlflow-artifacts/artifacts/0/\(Self.id)/artifacts/note.txt"
            #expect(try await server.send(.put, file, "hello").status == .ok)
            #expect(String(buffer: try await server.send(.get, file).body) == "hello")
            let listed = try await server.get("artifacts/list?run_id=\(Self.id)")
            #expect(listed["files"]?.list.first?["path"]?.text == "note.txt")
        }
    }

    @Test func `a part of a copied run tells its parent as it was`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.startRun(#", "run_id": "\#(Self.id)""#)
            let part = try await server.startRun(#", "tags": [{"key": "mlflow.parentRunId", "value": "\#(Self.id)"}]"#)
            let run = try await server.get("runs/get?run_id=\(part)")["run"]
            #expect(run?["data"]?["tags"]?.value(of: "mlflow.parentRunId")?.text == Self.id)
            let found = try await server.post(
                "runs/search",
                #"{"experiment_ids": ["0"], "filter": "tags.mlflow.parentRunId = '\#(Self.id)'"}"#
            )
            #expect(found["runs"]?.list.map { $0["info"]?["run_id"]?.text } == [part])
        }
    }

    @Test func `an identifier is given once`() async throws {
        try await MLflowServer.run { server in
            _ = try await server.startRun(#", "run_id": "\#(Self.id)""#)
            let again = try await server.refusal(.post, "runs/create", #"{"run_id": "\#(Self.id)"}"#)
            #expect(again.code == "RESOURCE_ALREADY_EXISTS")
            let odd = try await server.refusal(.post, "runs/create", #"{"run_id": "../x"}"#)
            #expect(odd.code == "INVALID_PARAMETER_VALUE")
        }
    }

    @Test func `a copied experiment keeps the moment it was made`() async throws {
        try await MLflowServer.run { server in
            let made = try await server.post("experiments/create", #"{"name": "old", "creation_time": 1234}"#)
            let id = try #require(made["experiment_id"]?.text)
            let experiment = try await server.get("experiments/get?experiment_id=\(id)")["experiment"]
            #expect(experiment?["creation_time"] == .integer(1234))
        }
    }
}
