import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostAPISupport
import RoostEntities
import Testing

@Suite struct HostileRequestTests {
    private let models = "projects/default/models"

    @Test(arguments: [
        "", "{", "nonsense", "[]", "\"text\"", "null", "{\"name\": 5}", "{\"name\": null}", "{}",
        "{\"name\": \"m\", \"tags\": []}", "{\"name\": \"m\", \"tags\": {\"a\": 1}}", "{\"name\": \"a\\u0000b\"}",
        "{\"name\": \"\\ud800\"}", "{\"name\": \"m\"} trailing",
    ])
    func `a body that is not what it must be is refused`(body: String) async throws {
        try await API.run { api in
            let response = try await api.send(.post, models, json: body)
            #expect(response.status == .badRequest)
            #expect(try response.problem == "invalid-argument")
        }
    }

    @Test func `the field at fault is named`() async throws {
        try await API.run { api in
            let body = #"{"artifacts": [{"path": "a"}, {"path": 7}], "source": {"kind": "folder", "location": "x"}}"#
            let response = try await api.send(.post, "\(models)/m/versions", json: body)
            #expect(try response.json["detail"]?.text == "'artifacts[1].path' in the JSON body must be a string")
        }
    }

    @Test func `deep JSON is refused before it is read`() async throws {
        try await API.run { api in
            let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
            for body in [deep, "{\"name\": \(deep)}"] {
                let response = try await api.send(.post, models, json: body)
                #expect(response.status == .badRequest)
            }
        }
    }

    @Test func `bytes that are no text are refused`() async throws {
        try await API.run { api in
            let body = ByteBuffer(bytes: Array("{\"name\": \"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8))
            let response = try await api.send(.post, models, body)
            #expect(response.status == .badRequest)
        }
    }

    @Test func `a huge JSON body is refused`() async throws {
        try await API.run { api in
            let body = ByteBuffer(repeating: UInt8(ascii: " "), count: Request.jsonLimit + 1)
            let response = try await api.send(.post, models, body)
            #expect(response.status == .contentTooLarge)
            #expect(try response.problem == "too-large")
        }
    }

    @Test func `another media type is refused`() async throws {
        try await API.run { api in
            let response = try await api.send(
                .post,
                models,
                ByteBuffer(string: "name=m"),
                headers: [.contentType: "application/x-www-form-urlencoded"]
            )
            #expect(response.status == .unsupportedMediaType)
        }
    }

    @Test func `times without end are refused`() async throws {
        try await API.run { api in
            for seconds in ["1e300", "-1", "1e18"] {
                let body = #"{"name": "t", "role": "viewer", "expiresInSeconds": \#(seconds)}"#
                let token = try await api.send(.post, "tokens", json: body)
                #expect(token.status == .badRequest)
                let collection = try await api.send(.post, "maintenance/gc", json: #"{"graceSeconds": \#(seconds)}"#)
                #expect(collection.status == .badRequest)
            }
        }
    }

    @Test(arguments: ["/nothing", "/api/v1", "/api/v1/", "/api/v1/../v1/projects", "//", "/api/v2/projects", "/%00"])
    func `a path nobody knows is a problem too`(path: String) async throws {
        try await API.run { api in
            let response = try await api.send(.get, path)
            #expect(response.status == .notFound)
            #expect(try response.problem == "not-found")
        }
    }

    @Test func `a method that a path does not have is told which it has`() async throws {
        try await API.run { api in
            let response = try await api.send(.put, models, json: "{}")
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET, HEAD, POST")
        }
    }

    @Test func `every answer carries the request's id`() async throws {
        try await API.run { api in
            let chosen = try await api.send(.get, "nothing", headers: [.requestID: "mine-1"])
            #expect(chosen.headers[.requestID] == "mine-1")
            #expect(try chosen.json["requestID"]?.text == "mine-1")
            let spoiled = try await api.send(.get, "session", headers: [.requestID: "a b"])
            #expect(spoiled.headers[.requestID]?.count == 16)
        }
    }
}
