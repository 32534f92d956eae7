import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import RoostOperations
import Testing

@Suite struct ExecutionRoutesTests {
    private let executions = "projects/default/executions"

    @Test func `an execution waits in the queue until it is cancelled`() async throws {
        try await API.run { api in
            let id = try await api.queue()
            #expect(try await api.send(.get, "\(executions)?status=queued").json.items.count == 1)
            #expect(try await api.send(.get, "\(executions)/\(id)?wait=0").json["status"] == "queued")
            let cancelled = try await api.send(.post, "\(executions)/\(id)/cancel").json
            #expect(cancelled["status"] == "cancelled")
            #expect(try await api.send(.get, "\(executions)/\(id)?wait=60").json["status"] == "cancelled")
        }
    }

    @Test func `its worker reports, and nobody else`() async throws {
        try await API.run { api in
            let id = try await api.queue()
            let worker = try #require(try await api.operations.claimNextExecution()).secret
            let progress = #"{"progress": {"done": 1, "failed": 0, "total": 1}}"#
            #expect(try await api.send(.post, "\(executions)/\(id)/heartbeat", json: progress).status == .forbidden)
            let answer = try await api.send(.post, "\(executions)/\(id)/heartbeat", json: progress, token: worker)
            #expect(try answer.json == ["cancel": .bool(false)])
            let answers = #"[{"label": "7", "geometry": {"kind": "image"}, "score": 0.9}]"#
            let results = #"{"results": [{"index": 0, "prediction": {"annotations": \#(answers)}}]}"#
            let recorded = try await api.send(.post, "\(executions)/\(id)/results", json: results, token: worker)
            #expect(recorded.status == .noContent)
            let end = try await api.send(.post, "\(executions)/\(id)/finish", json: "{}", token: worker).json
            #expect(end["status"] == "succeeded")
        }
    }

    @Test(arguments: ["wait=61", "wait=-1", "wait=x"])
    func `one waits for a minute at most`(query: String) async throws {
        try await API.run { api in
            let id = try await api.queue()
            #expect(try await api.send(.get, "\(executions)/\(id)?\(query)").status == .badRequest)
            #expect(try await api.send(.get, "\(executions)/\(id)/log?\(query)").status == .badRequest)
        }
    }

    @Test func `a log that was not begun is empty`() async throws {
        try await API.run { api in
            let id = try await api.queue()
            let chunk = try await api.send(.get, "\(executions)/\(id)/log").json
            #expect(chunk["text"] == "")
            #expect(chunk["finished"] == .bool(false))
        }
    }
}

extension API {
    /// Queues a prediction of one loose image and gives its id.
    fileprivate func queue() async throws -> String {
        try await push()
        let image = try await uploadImage()
        let execution = try await send(
            .post,
            "projects/default/executions",
            json: #"{"version": "m", "input": {"images": [{"name": "7.png", "digest": "\#(image)"}]}}"#
        )
        #expect(execution.status == .created)
        return try #require(try execution.json["id"]?.text)
    }
}
