import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

/// What MLflow 3.17.2 answers to the same requests, as recorded from its server.
@Suite struct RunRoutesTests {
    @Test func `a run goes from its start to its end`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun(#", "run_name": "first", "tags": [{"key": "a", "value": "b"}]"#)
            let update = #"{"run_id": "\#(id)", "status": "FINISHED", "end_time": 2000}"#
            let info = try await server.post("runs/update", update)["run_info"]
            #expect(info?["status"] == "FINISHED" && info?["end_time"] == .integer(2000))
            let run = try await server.get("runs/get?run_id=\(id)")["run"]
            #expect(run?["info"]?["run_name"] == "first" && run?["info"]?["user_id"] == "ada")
            #expect(run?["info"]?["artifact_uri"]?.text == "mlflow-artifacts:/0/\(id)/artifacts")
            #expect(run?["info"]?["start_time"] == .integer(1000))
            #expect(run?["data"]?["tags"]?.value(of: "a") == "b")
            #expect(run?["data"]?["tags"]?.value(of: "mlflow.runName") == "first")
            #expect(run?["inputs"] == [:] && run?["outputs"] == [:])
        }
    }

    @Test func `a batch is written once and read back`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            let batch = """
                {"run_id": "\(id)", "params": [{"key": "p", "value": "A"}], "tags": [{"key": "t", "value": "é"}],
                 "metrics": [{"key": "m", "value": 1, "timestamp": 5, "step": 1},
                             {"key": "m", "value": "NaN", "timestamp": 6, "step": -1},
                             {"key": "n", "value": "-Infinity", "timestamp": 6}]}
                """
            for _ in 0..<2 { #expect(try await server.post("runs/log-batch", batch) == [:]) }
            let data = try await server.get("runs/get?run_id=\(id)")["run"]?["data"]
            #expect(data?["params"]?.value(of: "p") == "A" && data?["tags"]?.value(of: "t") == "é")
            #expect(data?["metrics"]?.value(of: "m") == .number(1))
            #expect(data?["metrics"]?.value(of: "n") == .number(-.greatestFiniteMagnitude))
            let history = try await server.get("metrics/get-history?run_id=\(id)&metric_key=m")
            #expect(history["metrics"]?.list.map { $0["value"] } == [.number(1), "NaN"])
        }
    }

    @Test func `a page of a history begins where the one before ended`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            let points = (0..<7).map { #"{"key": "m", "value": \#($0), "timestamp": \#($0), "step": 0}"# }
            let batch = #"{"run_id": "\#(id)", "metrics": [\#(points.joined(separator: ","))]}"#
            _ = try await server.post("runs/log-batch", batch)
            var (found, query) = ([JSONValue?](), "")
            repeat {
                let page = try await server.get("metrics/get-history?run_id=\(id)&metric_key=m&max_results=3\(query)")
                found += page["metrics"]?.list.map { $0["value"] } ?? []
                query = page["next_page_token"]?.text.map { "&page_token=\($0)" } ?? ""
            } while !query.isEmpty
            #expect(found == (0..<7).map { .number(Double($0)) })
        }
    }

    @Test func `a parameter is written once, in MLflow's words`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            _ = try await server.post("runs/log-parameter", #"{"run_id": "\#(id)", "key": "p", "value": "A"}"#)
            let one = try await server.refusal(
                .post,
                "runs/log-parameter",
                #"{"run_id": "\#(id)", "key": "p", "value": "B"}"#
            )
            #expect(one.status == 400 && one.code == "INVALID_PARAMETER_VALUE")
            #expect(
                one.message == "Changing param values is not allowed. Param with key='p' was already logged with "
                    + "value='A' for run ID='\(id)'. Attempted logging new value 'B'."
            )
            let batch = #"{"run_id": "\#(id)", "params": [{"key": "q", "value": "1"}, {"key": "p", "value": "B"}]}"#
            let many = try await server.refusal(.post, "runs/log-batch", batch)
            #expect(many.message?.contains("[{'key': 'p', 'old_value': 'A', 'new_value': 'B'}]") == true)
            let data = try await server.get("runs/get?run_id=\(id)")["run"]?["data"]
            #expect(data?["params"]?.value(of: "q") == nil)
        }
    }

    @Test func `tags that are properties here are set, found and taken away`() async throws {
        try await MLflowServer.run { server in
            let parent = try await server.startRun()
            let id = try await server.startRun(#", "tags": [{"key": "mlflow.parentRunId", "value": "\#(parent)"}]"#)
            for (key, value) in [("mlflow.runName", "new"), ("mlflow.note.content", "n"), ("x", "y")] {
                let body = #"{"run_id": "\#(id)", "key": "\#(key)", "value": "\#(value)"}"#
                _ = try await server.post("runs/set-tag", body)
            }
            let filter = "tags.`mlflow.parentRunId` = '\(parent)' and tags.mlflow.runName = 'new' and tag.x LIKE 'y'"
            let found = try await server.post("runs/search", #"{"experiment_ids": ["0"], "filter": "\#(filter)"}"#)
            #expect(found["runs"]?.list.map { $0["info"]?["run_id"]?.text } == [id])
            for key in ["mlflow.parentRunId", "mlflow.note.content", "x"] {
                _ = try await server.post("runs/delete-tag", #"{"run_id": "\#(id)", "key": "\#(key)"}"#)
            }
            let tags = try await server.get("runs/get?run_id=\(id)")["run"]?["data"]?["tags"]
            #expect(tags?.list.map { $0["key"] } == ["mlflow.runName"])
            let absent = try await server.refusal(.post, "runs/delete-tag", #"{"run_id": "\#(id)", "key": "x"}"#)
            #expect(absent.status == 404 && absent.message == "No tag with name: x in run with id \(id)")
        }
    }

    @Test func `a run may wait for its turn and may know its end before`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            let update = #"{"run_id": "\#(id)", "status": "SCHEDULED", "end_time": 7}"#
            let info = try await server.post("runs/update", update)["run_info"]
            #expect(info?["status"] == "SCHEDULED" && info?["end_time"] == .integer(7))
            let filter = #"{"experiment_ids": ["0"], "filter": "status = 'SCHEDULED' AND end_time = 7"}"#
            #expect(try await server.post("runs/search", filter)["runs"]?.list.count == 1)
            let run = try await server.post("runs/update", #"{"run_id": "\#(id)", "status": 4}"#)["run_info"]
            #expect(run?["status"] == "FAILED" && run?["end_time"] != .integer(7))
        }
    }

    @Test func `a deleted run is shown, found when asked for, and not written`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            for _ in 0..<2 { _ = try await server.post("runs/delete", #"{"run_id": "\#(id)"}"#) }
            let run = try await server.get("runs/get?run_id=\(id)")["run"]
            #expect(run?["info"]?["lifecycle_stage"] == "deleted")
            let tag = #"{"run_id": "\#(id)", "key": "a", "value": "b"}"#
            let refused = try await server.refusal(.post, "runs/set-tag", tag)
            #expect(refused.status == 400)
            #expect(refused.message == "The run \(id) must be in the 'active' state. Current state is deleted.")
            for (view, count) in [("ACTIVE_ONLY", 0), ("DELETED_ONLY", 1), ("ALL", 1)] {
                let body = #"{"experiment_ids": ["0"], "run_view_type": "\#(view)"}"#
                #expect(try await server.post("runs/search", body)["runs"]?.list.count ?? 0 == count)
            }
            _ = try await server.post("runs/restore", #"{"run_id": "\#(id)"}"#)
            _ = try await server.post("runs/set-tag", tag)
        }
    }

    @Test func `data that a run read is told once`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            let inputs = """
                {"run_id": "\(id)", "datasets": [{"tags": [{"key": "mlflow.data.context", "value": "training"}],
                 "dataset": {"name": "digits", "digest": "d1", "source_type": "local", "source": "{}",
                             "schema": "s", "profile": "p"}}]}
                """
            for _ in 0..<2 { _ = try await server.post("runs/log-inputs", inputs) }
            let read = try await server.get("runs/get?run_id=\(id)")["run"]?["inputs"]?["dataset_inputs"]?.list
            #expect(read?.count == 1 && read?.first?["dataset"]?["schema"] == "s")
            #expect(read?.first?["tags"]?.value(of: "mlflow.data.context") == "training")
            let filter = "dataset.name = 'digits' and dataset.context IN ('training')"
            let found = try await server.post("runs/search", #"{"experiment_ids": ["0"], "filter": "\#(filter)"}"#)
            #expect(found["runs"]?.list.count == 1)
        }
    }

    @Test func `what Roost itself wrote is a run like any other`() async throws {
        try await MLflowServer.run { server in
            let draft = Run.Draft(experiment: try Experiment.Name("native"), parameters: ["lr": "1"])
            let run = try await server.operations.createRun(draft, in: Project.Name("default"), as: .system)
            let experiment = try await server.get("experiments/get-by-name?experiment_name=native")["experiment"]
            let number = try #require(experiment?["experiment_id"]?.text)
            let body = #"{"experiment_ids": ["\#(number)"], "filter": "params.lr = '1'"}"#
            let found = try await server.post("runs/search", body)["runs"]?.list
            #expect(found?.map { $0["info"]?["run_id"]?.text } == [run.id.description])
        }
    }
}
