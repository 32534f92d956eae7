import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostEntities
import Testing

@Suite struct SystemRoutesTests {
    @Test func `health and figures are open on loopback`() async throws {
        try await API.run { api in
            let health = try await api.client.execute(uri: "/health", method: .get)
            #expect(try health.json == ["status": "ok", "version": "1.2.3"])
            let metrics = try await api.client.execute(uri: "/metrics", method: .get)
            #expect(metrics.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(metrics.text.contains("http_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 1\n"))
        }
    }

    @Test func `figures name routes, never what came in an address`() async throws {
        try await API.run { api in
            _ = try await api.send(.get, "projects/default/models/secret-name")
            _ = try await api.send(.get, "/secret-path")
            let text = try await api.send(.get, "/metrics").text
            #expect(!text.contains("secret"))
            #expect(text.contains("route=\"/api/v1/projects/{project}/models/{model}\",status=\"404\""))
        }
    }

    @Test func `a head is a get without its body`() async throws {
        try await API.run { api in
            let head = try await api.send(.head, "projects")
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
            #expect(try await api.send(.get, "/metrics").text.contains("http_requests_in_flight 1\n"))
        }
    }

    @Test func `the doctor finds a new registry well`() async throws {
        try await API.run { api in
            try await api.push()
            let report = try await api.send(.post, "maintenance/doctor", json: #"{"deep": true}"#).json
            guard case .array(let checks) = report["checks"] else {
                Issue.record("no checks")
                return
            }
            #expect(!checks.isEmpty)
            #expect(checks.allSatisfy { $0["ok"] == .bool(true) })
        }
    }

    @Test func `a collection within its grace takes nothing`() async throws {
        try await API.run { api in
            try await api.push()
            let report = try await api.send(.post, "maintenance/gc", json: #"{"dryRun": true}"#).json
            #expect(report["blobs"] == .integer(0))
        }
    }
}
