import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@Suite struct AccessRoutesTests {
    @Test func `a session says who one is`() async throws {
        try await API.run { api in
            let session = try await api.send(.get, "session").json
            #expect(session == ["name": "admin", "role": "admin"])
        }
    }

    @Test(arguments: [nil, "Bearer nonsense", "Bearer", "Digest x", "Basic eDp5"])
    func `without a valid token nothing is told`(header: String?) async throws {
        try await API.run { api in
            let headers: HTTPFields = header.map { [.authorization: $0] } ?? [:]
            let response = try await api.client.execute(uri: "/api/v1/projects", method: .get, headers: headers)
            #expect(response.status == .unauthorized)
            #expect(response.headers[.wwwAuthenticate] == "Bearer realm=\"roost\"")
            #expect(try response.problem == "unauthenticated")
        }
    }

    @Test func `a token may come as the password of basic authentication`() async throws {
        try await API.run { api in
            let pair = Data("anyone:\(api.token)".utf8).base64EncodedString()
            let response = try await api.client.execute(
                uri: "/api/v1/session",
                method: .get,
                headers: [.authorization: "Basic \(pair)"]
            )
            #expect(response.status == .ok)
        }
    }

    @Test func `projects are made once`() async throws {
        try await API.run { api in
            let new = #"{"name": "vision", "description": "Eyes"}"#
            let made = try await api.send(.post, "projects", json: new)
            #expect(made.status == .created)
            #expect(try await api.send(.get, "projects/vision").json == made.json)
            #expect(try await api.send(.get, "projects").json.items.count == 2)
            let again = try await api.send(.post, "projects", json: new)
            #expect(again.status == .conflict)
            #expect(try again.problem == "already-exists")
        }
    }

    @Test func `a token's secret opens until it is revoked`() async throws {
        try await API.run { api in
            let issued = try await api.send(.post, "tokens", json: #"{"name": "ci", "role": "viewer"}"#).json
            let secret = try #require(issued["secret"]?.text)
            let id = try #require(issued["token"]?["id"]?.text)
            #expect(try await api.send(.get, "session", token: secret).json["name"]?.text == "ci")
            #expect(try await !api.send(.get, "tokens").text.contains(secret))
            #expect(try await api.send(.delete, "tokens/\(id)").status == .noContent)
            #expect(try await api.send(.get, "session", token: secret).status == .unauthorized)
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.post, "projects", #"{"name": "x"}"#, Role.maintainer),
        (.post, "tokens", #"{"name": "x", "role": "admin"}"#, .maintainer),
        (.post, "projects/default/models", #"{"name": "x"}"#, .viewer),
        (.delete, "projects/default/models/m", "", .contributor),
        (.get, "audit", "", .contributor),
        (.post, "maintenance/gc", "{}", .maintainer),
        (.get, "maintenance/backup", "", .maintainer),
    ])
    func `a role that does not suffice is refused`(
        method: HTTPRequest.Method,
        path: String,
        body: String,
        role: Role
    ) async throws {
        try await API.run { api in
            try await api.push()
            let response = try await api.send(method, path, json: body, token: api.issue(role))
            #expect(response.status == .forbidden)
            #expect(try response.problem == "permission-denied")
        }
    }

    @Test func `a token of one project does not open another`() async throws {
        try await API.run { api in
            _ = try await api.send(.post, "projects", json: #"{"name": "other"}"#)
            let token = try await api.issue(.maintainer, project: "other")
            #expect(try await api.send(.get, "projects/other/models", token: token).status == .ok)
            for path in ["projects/default", "projects/default/models", "projects/default/blobs/\("x".digest)"] {
                let status = try await api.send(.get, path, token: token).status
                #expect(status == .forbidden || status == .notFound, "\(path)")
            }
        }
    }

    @Test func `the audit log names who did what`() async throws {
        try await API.run { api in
            try await api.push()
            let entries = try await api.send(.get, "audit?project=default").json.items
            #expect(entries.contains { $0["actor"]?.text == "admin" && $0["subject"]?.text?.contains("m:1") == true })
        }
    }
}
