import HTTPTypes
import HummingbirdTesting
import NIOCore
import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// What MLflow's own pages ask for, and what clients try before they move files whole.
@Suite struct PageRoutesTests {
    /// The picks are those of MLflow 3.17.2 for 10 points: the first of each of `ntile`'s buckets, and the last point.
    @Test(arguments: [(10, Array(0..<10)), (4, [0, 3, 6, 9]), (3, [0, 4, 9]), (1, [9]), (100, Array(0..<10))])
    func `a chart's points are picked evenly`(_ limit: Int, _ picked: [Int]) async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            let points = (0..<10).map { #"{"key": "m", "value": \#($0), "timestamp": 1, "step": \#($0)}"# }
            _ = try await server.post(
                "runs/log-batch",
                #"{"run_id": "\#(run)", "metrics": [\#(points.joined(separator: ","))]}"#
            )
            for version in ["2.0", "2.11"] {
                let path = "/ajax-api/\(version)/mlflow/metrics/get-history-bulk-interval"
                let query = "?run_ids=\(run)&run_ids=nobody&metric_key=m&max_results=\(limit)"
                let found = try await server.get(path + query)["metrics"]?.list ?? []
                #expect(found.map { $0["step"] } == picked.map { .integer(Int64($0)) })
                #expect(found.allSatisfy { $0["run_id"]?.text == run })
            }
        }
    }

    @Test(arguments: [
        ("run_ids=a&metric_key=m&start_step=1", "both must be specified"),
        ("run_ids=a&metric_key=m&start_step=2&end_step=1", "end_step must be greater"),
        ("run_ids=a&metric_key=m&max_results=2501", "between 1 and 2500"), ("metric_key=m", "'run_ids'"),
    ]) func `an interval that is none is refused`(_ query: String, _ words: String) async throws {
        try await MLflowServer.run { server in
            let refusal = try await server.refusal(.get, "metrics/get-history-bulk-interval?\(query)")
            #expect(refusal.status == 400 && refusal.message?.contains(words) == true, "\(refusal)")
        }
    }

    @Test func `steps narrow an interval`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            for step in -2..<3 {
                let metric = #""key": "m", "value": \#(step), "timestamp": 1, "step": \#(step)"#
                _ = try await server.post("runs/log-metric", #"{"run_id": "\#(run)", \#(metric)}"#)
            }
            let path = "metrics/get-history-bulk-interval?run_ids=\(run)&metric_key=m&start_step=-1&end_step=1"
            #expect(try await server.get(path)["metrics"]?.list.map { $0["step"] } == (-1...1).map { .integer($0) })
        }
    }

    @Test func `the data of an experiment is told once`() async throws {
        try await MLflowServer.run { server in
            let dataset = #"{"name": "digits", "digest": "d", "source_type": "local", "source": "{}"}"#
            let tags = #"[{"key": "mlflow.data.context", "value": "training"}]"#
            for _ in 0..<2 {
                let run = try await server.startRun()
                let inputs = #"[{"dataset": \#(dataset), "tags": \#(tags)}]"#
                _ = try await server.post("runs/log-inputs", #"{"run_id": "\#(run)", "datasets": \#(inputs)}"#)
            }
            let found = try await server.post("experiments/search-datasets", #"{"experiment_ids": ["0", "7"]}"#)
            let summary: JSONValue = [
                "experiment_id": "0", "name": "digits", "digest": "d", "context": "training",
            ]
            #expect(found["dataset_summaries"] == [summary])
            #expect(try await server.refusal(.post, "experiments/search-datasets", "{}").status == 400)
        }
    }

    @Test func `a page uploads a small file`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            let path = "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=\(run)&path=a/b.txt"
            #expect(try await server.send(.post, path, "text").status == .ok)
            let file = try await server.send(.get, "/get-artifact?run_id=\(run)&path=a/b.txt")
            #expect(String(buffer: file.body) == "text")
            #expect(try await server.refusal(.post, path, "").message == "Request must specify data.")
            let large = String(repeating: "x", count: 10 << 20 | 1)
            #expect(try await server.refusal(.post, path, large).message?.contains("10MB") == true)
        }
    }

    @Test func `a link to send a file is of a run or of a model`() async throws {
        try await MLflowServer.run { server in
            let refusal = try await server.refusal(.post, "artifacts/presigned-upload-url", "{}")
            #expect(refusal.status == 400 && refusal.message?.hasPrefix("Exactly one of run_id and model_id") == true)
        }
    }

    @Test func `a link to a run's file is refused for files that the proxy serves`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            for direction in ["upload", "download"] {
                let body = #"{"run_id": "\#(run)", "path": "a"}"#
                let refusal = try await server.refusal(.post, "artifacts/presigned-\(direction)-url", body)
                #expect(refusal.status == 400 && refusal.message?.contains("proxied artifact storage") == true)
            }
        }
    }

    @Test(arguments: ["..%2Fx", "%252e%252e%2Fx", "%25252e%25252e/x", "/x", "a%2523b"])
    func `a path that leads out of its folder is refused, however it is spelled`(_ path: String) async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            for address in ["artifacts/list", "/get-artifact"] {
                let refusal = try await server.refusal(.get, "\(address)?run_id=\(run)&path=\(path)")
                #expect(refusal.status == 400 && refusal.message == "Invalid path", "\(address)")
            }
        }
    }
}
