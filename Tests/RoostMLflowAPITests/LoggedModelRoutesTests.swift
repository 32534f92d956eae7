import HTTPTypes
import HummingbirdTesting
import NIOCore
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

/// Logged models, as the client of MLflow 3.17.2 asks for them.
@Suite struct LoggedModelRoutesTests {
    @Test func `a model goes from pending to ready and is described`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.makeModel(#", "name": "net", "model_type": "cnn", "source_run_id": "r1""#)
            #expect(id.wholeMatch(of: /m-[0-9a-f]{32}/) != nil)
            let ready = try await server.patch("logged-models/\(id)", #"{"status": "LOGGED_MODEL_READY"}"#)
            #expect(ready["model"]?["info"]?["status"] == "LOGGED_MODEL_READY")
            let tags = #"{"tags": [{"key": "t", "value": "v"}, {"key": "u", "value": ""}]}"#
            _ = try await server.patch("logged-models/\(id)/tags", tags)
            #expect(try await server.send(.delete, "logged-models/\(id)/tags/u").status == .ok)
            _ = try await server.post("logged-models/\(id)/params", #"{"params": [{"key": "p", "value": "1"}]}"#)
            let model = try await server.get("logged-models/\(id)")["model"]
            let info = try #require(model?["info"])
            #expect(info["name"] == "net" && info["model_type"] == "cnn" && info["source_run_id"] == "r1")
            #expect(info["artifact_uri"]?.text == "mlflow-artifacts:/0/models/\(id)/artifacts")
            #expect(info["tags"] == [["key": "t", "value": "v"]])
            #expect(model?["data"]?["params"]?.value(of: "p") == "1")
        }
    }

    @Test func `a deleted model is found only where deleted ones count`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.makeModel()
            #expect(try await server.send(.delete, "logged-models/\(id)").status == .ok)
            let refusal = try await server.refusal(.get, "logged-models/\(id)")
            #expect(refusal.status == 404 && refusal.message == "Logged model with ID '\(id)' not found.")
            #expect(try await server.get("logged-models/\(id)?allow_deleted=true")["model"] != nil)
            #expect(try await server.search("") == [])
            #expect(try await server.refusal(.patch, "logged-models/\(id)/tags", #"{"tags": []}"#).status == 404)
        }
    }

    @Test func `files of a model go through the proxy`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.makeModel()
            let proxy = "/api/2.0/mlflow-artifacts/artifacts/0/models/\(id)/artifacts"
            #expect(try await server.send(.put, "\(proxy)/deep/weights", "12345").status == .ok)
            #expect(String(buffer: try await server.send(.get, "\(proxy)/deep/weights").body) == "12345")
            let top = try await server.get("logged-models/\(id)/artifacts/directories")
            #expect(top["files"] == [["path": "deep", "is_dir": .bool(true)]])
            let path = "logged-models/\(id)/artifacts/directories?artifact_directory_path=deep"
            let files = try await server.get(path)["files"]
            #expect(files == [["path": "deep/weights", "is_dir": .bool(false), "file_size": .integer(5)]])
            let page = "/ajax-api/2.0/mlflow/logged-models/\(id)/artifacts/files?artifact_file_path=deep/weights"
            #expect(String(buffer: try await server.send(.get, page).body) == "12345")
            #expect(try await server.send(.delete, "\(proxy)/deep").status == .ok)
            #expect(try await server.get("logged-models/\(id)/artifacts/directories")["files"] == nil)
        }
    }

    @Test func `a metric of a model is one of the run too, or of neither`() async throws {
        try await MLflowServer.run { server in
            let (run, model) = (try await server.startRun(), try await server.makeModel())
            let metric = { (key: String, id: String) in
                #"{"run_id": "\#(run)", "metrics": [{"key": "\#(key)", "value": 0.5, "timestamp": 7, "step": 2, "#
                    + #""model_id": "\#(id)", "dataset_name": "digits", "dataset_digest": "d1"}]}"#
            }
            for _ in 0..<2 { _ = try await server.post("runs/log-batch", metric("acc", model)) }
            #expect(try await server.refusal(.post, "runs/log-batch", metric("no", "m-none")).status == 404)
            let metrics = try await server.get("logged-models/\(model)")["model"]?["data"]?["metrics"]
            let expected: JSONValue = [
                "key": "acc", "value": .number(0.5), "timestamp": .integer(7), "step": .integer(2),
                "dataset_name": "digits", "dataset_digest": "d1",
                "model_id": .string(model), "run_id": .string(run),
            ]
            #expect(metrics == [expected])
            let data = try await server.get("runs/get?run_id=\(run)")["run"]?["data"]
            #expect(data?["metrics"]?.list.map { $0["key"]?.text } == ["acc"])
        }
    }

    @Test func `a run tells what went in and what came out`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            for step in [1, 4] {
                let outputs = #"{"run_id": "\#(run)", "models": [{"model_id": "m-1", "step": \#(step)}]}"#
                #expect(try await server.post("runs/outputs", outputs) == [:])
            }
            let inputs = #"{"run_id": "\#(run)", "models": [{"model_id": "m-2"}]}"#
            for _ in 0..<2 { _ = try await server.post("runs/log-inputs", inputs) }
            let got = try await server.get("runs/get?run_id=\(run)")["run"]
            #expect(got?["outputs"]?["model_outputs"] == [["model_id": "m-1", "step": .integer(4)]])
            #expect(got?["inputs"]?["model_inputs"] == [["model_id": "m-2"]])
            #expect(try await server.refusal(.post, "runs/outputs", #"{"run_id": "\#(run)"}"#).status == 400)
        }
    }

    @Test func `older clients' descriptions of models pile up in a tag`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            let model = """
                {\\"artifact_path\\": \\"m\\", \\"run_id\\": \\"r\\", \\"utc_time_created\\": \\"now\\", \\"x\\": 1,
                \\"flavors\\": {\\"onnx\\": {\\"config\\": {}, \\"data\\": \\"d\\"}}}
                """.replacing("\n", with: "")
            for _ in 0..<2 {
                _ = try await server.post("runs/log-model", #"{"run_id": "\#(run)", "model_json": "\#(model)"}"#)
            }
            let tags = try await server.get("runs/get?run_id=\(run)")["run"]?["data"]?["tags"]
            let entry = #"{"artifact_path":"m","flavors":{"onnx":{"data":"d"}},"run_id":"r","utc_time_created":"now"}"#
            #expect(tags?.value(of: "mlflow.log-model.history")?.text == "[\(entry),\(entry)]")
            let bad = #"{"run_id": "\#(run)", "model_json": "{\"run_id\": 1}"}"#
            let refusal = try await server.refusal(.post, "runs/log-model", bad)
            #expect(refusal.message?.contains("{'artifact_path', 'flavors', 'utc_time_created'}") == true)
        }
    }

    @Test(arguments: [
        ("name = 'b'", ["b"]), ("attributes.name LIKE 'a%'", ["a"]), ("status = 'READY'", ["b"]),
        ("status != 'LOGGED_MODEL_READY'", ["c", "a"]), ("name IN ('a', 'c') AND params.p = 'v'", ["c", "a"]),
        ("metrics.score > 1", ["c"]), ("metrics.`score` != 1", ["c", "a"]), ("metrics.none != 1", []),
        ("tags.t ILIKE 'B'", ["b"]), ("creation_timestamp >= 1", ["c", "b", "a"]), ("source_run_id = 'r'", []),
    ]) func `a filter finds`(_ filter: String, _ names: [String]) async throws {
        try await MLflowServer.run { server in
            try await server.makeThree()
            #expect(try await server.search(#", "filter": "\#(filter)""#) == names)
        }
    }

    @Test(arguments: [
        (#"{"field_name": "metrics.score", "ascending": true}"#, ["a", "b", "c"]),
        (#"{"field_name": "metrics.score", "dataset_name": "even", "ascending": false}"#, ["c", "a", "b"]),
        (#"{"field_name": "name"}"#, ["a", "b", "c"]), (#"{"field_name": "creation_time"}"#, ["a", "b", "c"]),
        (#"{"field_name": "status", "ascending": false}, {"field_name": "name"}"#, ["b", "a", "c"]),
    ]) func `an order is followed`(_ order: String, _ names: [String]) async throws {
        try await MLflowServer.run { server in
            try await server.makeThree()
            #expect(try await server.search(#", "order_by": [\#(order)]"#) == names)
        }
    }

    @Test func `data narrows a search, and pages are followed`() async throws {
        try await MLflowServer.run { server in
            try await server.makeThree()
            let even = #", "datasets": [{"dataset_name": "even", "dataset_digest": "d"}]"#
            #expect(try await server.search(even) == ["c", "a"])
            #expect(try await server.search(even + #", "filter": "metrics.score < 1""#) == ["a"])
            let page = #"{"experiment_ids": ["0"], "max_results": 2"#
            let first = try await server.post("logged-models/search", page + "}")
            let token = try #require(first["next_page_token"]?.text)
            let second = try await server.post("logged-models/search", page + #", "page_token": "\#(token)"}"#)
            #expect(second["models"]?.list.map { $0["info"]?["name"]?.text } == ["a"])
            #expect(second["next_page_token"] == nil)
        }
    }

    @Test(arguments: [
        (#""filter": "name > 'a'""#, "Invalid comparator"),
        (#""filter": "nope = 'a'""#, "Invalid attribute key 'nope'"),
        (#""filter": "run.name = 'a'""#, "Invalid entity type: 'run'"), (#""filter": "name IS NULL""#, "operator"),
        (#""order_by": [{"field_name": "params.p"}]"#, "Only metrics are supported"),
        (#""order_by": [{"field_name": "nope"}]"#, "Invalid order by field name"),
        (#""datasets": [{"dataset_digest": "d"}]"#, "dataset"), (#""max_results": -1"#, "positive"),
    ]) func `a search is refused`(_ members: String, _ words: String) async throws {
        try await MLflowServer.run { server in
            let body = #"{"experiment_ids": ["0"], \#(members)}"#
            let refusal = try await server.refusal(.post, "logged-models/search", body)
            #expect(refusal.status == 400 && refusal.message?.contains(words) == true, "\(refusal)")
        }
    }

    @Test func `a copy keeps what it was called and when it was made`() async throws {
        try await MLflowServer.run { server in
            let members = #", "model_id": "m-abc", "creation_timestamp_ms": 1000"#
            #expect(try await server.makeModel(members) == "m-abc")
            let info = try await server.get("logged-models/m-abc")["model"]?["info"]
            #expect(info?["creation_timestamp_ms"] == .integer(1000))
            let again = #"{"experiment_id": "0"\#(members)}"#
            #expect(try await server.refusal(.post, "logged-models", again).code == "RESOURCE_ALREADY_EXISTS")
        }
    }
}

extension MLflowServer {
    fileprivate func patch(_ path: String, _ json: String) async throws -> JSONValue {
        let response = try await send(.patch, path, json)
        #expect(response.status == .ok, "\(path): \(String(buffer: response.body))")
        return try response.value
    }

    fileprivate func makeModel(_ members: String = "") async throws -> String {
        let made = try await post("logged-models", #"{"experiment_id": "0"\#(members)}"#)
        return try #require(made["model"]?["info"]?["model_id"]?.text)
    }

    /// The names of the models that a search finds.
    fileprivate func search(_ members: String) async throws -> [String] {
        let found = try await post("logged-models/search", #"{"experiment_ids": ["0"]\#(members)}"#)
        return (found["models"]?.list ?? []).compactMap { $0["info"]?["name"]?.text }
    }

    /// `a`, `b` and `c`, one after the other, with scores 0, 1 and 2, of which the even were measured on data.
    fileprivate func makeThree() async throws {
        let run = try await startRun()
        for (score, name) in ["a", "b", "c"].enumerated() {
            let pairs = #""params": [{"key": "p", "value": "v"}], "tags": [{"key": "t", "value": "\#(name)"}]"#
            let moment = #""creation_timestamp_ms": \#(1000 + score)"#
            let id = try await makeModel(#", "name": "\#(name)", \#(pairs), \#(moment)"#)
            let data = score == 1 ? "" : #", "dataset_name": "even", "dataset_digest": "d""#
            _ = try await post(
                "runs/log-metric",
                #"{"run_id": "\#(run)", "key": "score", "value": \#(score), "timestamp": 1, "model_id": "\#(id)"\#(data)}"#
            )
            if score == 1 { _ = try await patch("logged-models/\(id)", #"{"status": "LOGGED_MODEL_READY"}"#) }
        }
    }
}
