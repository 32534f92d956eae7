import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct ExperimentRoutesTests {
    @Test func `the experiment 0 is there from the start`() async throws {
        try await MLflowServer.run { server in
            let experiment = try await server.get("experiments/get?experiment_id=0")["experiment"]
            #expect(experiment?["name"] == "Default" && experiment?["lifecycle_stage"] == "active")
            #expect(experiment?["artifact_location"] == "mlflow-artifacts:/0")
        }
    }

    @Test func `an experiment is made, changed, hidden and brought back`() async throws {
        try await MLflowServer.run { server in
            let body =
                #"{"name": "a", "tags": [{"key": "t", "value": "1"}, {"key": "mlflow.note.content", "value": "n"}]}"#
            let id = try #require(try await server.post("experiments/create", body)["experiment_id"]?.text)
            #expect(id == "1")
            _ = try await server.post("experiments/update", #"{"experiment_id": "1", "new_name": "b"}"#)
            let tag = #"{"experiment_id": "1", "key": "u", "value": "2"}"#
            _ = try await server.post("experiments/set-experiment-tag", tag)
            _ = try await server.post("experiments/delete-experiment-tag", #"{"experiment_id": "1", "key": "t"}"#)
            let made = try await server.get("experiments/get-by-name?experiment_name=b")["experiment"]
            #expect(made?["tags"]?.value(of: "u") == "2" && made?["tags"]?.value(of: "t") == nil)
            #expect(made?["tags"]?.value(of: "mlflow.note.content") == "n")
            _ = try await server.post("experiments/delete", #"{"experiment_id": "1"}"#)
            #expect(
                try await server.get("experiments/get?experiment_id=1")["experiment"]?["lifecycle_stage"] == "deleted"
            )
            let run = try await server.refusal(.post, "runs/create", #"{"experiment_id": "1"}"#)
            #expect(run.message == "The experiment 1 must be in the 'active' state. Current state is deleted.")
            let again = try await server.refusal(.post, "experiments/create", #"{"name": "b"}"#)
            #expect(again.status == 400 && again.code == "RESOURCE_ALREADY_EXISTS")
            _ = try await server.post("experiments/restore", #"{"experiment_id": "1"}"#)
            _ = try await server.post("runs/create", #"{"experiment_id": "1"}"#)
        }
    }

    @Test func `experiments are found by name, tag and number, page by page`() async throws {
        try await MLflowServer.run { server in
            for name in ["ab", "b", "ac"] {
                let body = #"{"name": "\#(name)", "tags": [{"key": "team", "value": "\#(name)"}]}"#
                _ = try await server.post("experiments/create", body)
            }
            func names(_ members: String) async throws -> [String?] {
                let found = try await server.post("experiments/search", "{\(members)}")
                return found["experiments"]?.list.map { $0["name"]?.text } ?? []
            }
            #expect(try await names(#""filter": "name LIKE 'a%'", "order_by": ["name"]"#) == ["ab", "ac"])
            #expect(try await names(#""filter": "tags.team = 'b'""#) == ["b"])
            #expect(
                try await names(#""filter": "experiment_id IN ('0', '2')", "order_by": ["name DESC"]"#) == [
                    "b", "Default",
                ]
            )
            #expect(try await names(#""filter": "tags.team IS NULL""#) == ["Default"])
            let first = try await server.get("experiments/search?max_results=3&order_by=name")
            let token = try #require(first["next_page_token"]?.text)
            let rest = try await server.get("experiments/search?max_results=3&order_by=name&page_token=\(token)")
            #expect(rest["experiments"]?.list.map { $0["name"] } == ["b"])
        }
    }

    @Test(arguments: [
        ("{}", "Missing value for required parameter 'name'."), (#"{"name": "  "}"#, "Invalid experiment name: '  '"),
        (#"{"name": 1}"#, "Invalid value 1 for parameter 'name' supplied:"),
    ])
    func `a name that cannot be is refused`(_ body: String, _ beginning: String) async throws {
        try await MLflowServer.run { server in
            let refused = try await server.refusal(.post, "experiments/create", body)
            #expect(refused.status == 400 && refused.message?.hasPrefix(beginning) == true, "\(refused)")
        }
    }
}
