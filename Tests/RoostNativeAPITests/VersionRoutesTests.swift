import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@Suite struct VersionRoutesTests {
    private let model = "projects/default/models/m"

    @Test func `a version is found by number, as the latest and by its alias`() async throws {
        try await API.run { api in
            try await api.push("one")
            try await api.push("two")
            let alias = try await api.send(.put, "\(model)/aliases/champion", json: #"{"version": 1}"#)
            #expect(try alias.json["version"] == .integer(1))
            for (segment, number) in ["1": 1, "2": 2, "latest": 2, "@champion": 1, "%40champion": 1] {
                let version = try await api.send(.get, "\(model)/versions/\(segment)").json
                #expect(version["number"] == .integer(Int64(number)), "\(segment)")
            }
        }
    }

    @Test(arguments: ["0", "-1", "01", "+1", "1.0", "@", "@a.b", "newest", "99999999999"])
    func `a selector that is none is refused`(segment: String) async throws {
        try await API.run { api in
            try await api.push()
            #expect(try await api.send(.get, "\(model)/versions/\(segment)").status == .badRequest)
        }
    }

    @Test func `the newest version comes first`() async throws {
        try await API.run { api in
            for text in ["one", "two", "three"] { try await api.push(text) }
            let numbers = try await api.send(.get, "\(model)/versions").json.items.map { $0["number"] }
            #expect(numbers == [.integer(3), .integer(2), .integer(1)])
        }
    }

    @Test func `content nobody uploaded is not taken into a version`() async throws {
        try await API.run { api in
            let response = try await api.send(
                .post,
                "\(model)/versions",
                json: """
                    {"artifacts": [{"path": "a", "digest": "\("never".digest)"}],
                     "source": {"kind": "folder", "location": "f"}}
                    """
            )
            #expect((400..<500).contains(response.status.code))
            #expect(try await api.send(.get, model).status == .notFound)
        }
    }

    @Test func `an open version takes artifacts until it is sealed`() async throws {
        try await API.run { api in
            try await api.push(open: true)
            let digest = try await api.upload("more")
            let more = #"{"artifacts": [{"path": "b.txt", "digest": "\#(digest)"}]}"#
            #expect(try await api.send(.post, "\(model)/versions/1/artifacts", json: more).status == .ok)
            #expect(try await api.send(.delete, "\(model)/versions/1/artifacts/weights/a.bin").status == .noContent)
            let sealed = try await api.send(.post, "\(model)/versions/1/seal").json
            #expect(sealed["digest"]?.text?.count == 64)
            #expect(try await api.send(.post, "\(model)/versions/1/artifacts", json: more).status == .conflict)
            #expect(try await api.send(.delete, "\(model)/versions/1/artifacts/b.txt").status == .conflict)
        }
    }

    @Test func `a clone has the same content and knows its parent`() async throws {
        try await API.run { api in
            let original = try await api.push()
            let clone = try await api.send(.post, "\(model)/versions/1/clone", json: #"{"name": "mine"}"#).json
            #expect(clone["parent"] == "m:1")
            #expect(clone["digest"] == original["digest"])
            #expect(clone["source"]?["kind"] == "clone")
        }
    }

    @Test func `a version with an alias is not deleted`() async throws {
        try await API.run { api in
            try await api.push()
            _ = try await api.send(.put, "\(model)/aliases/champion", json: #"{"version": 1}"#)
            #expect(try await api.send(.delete, "\(model)/versions/1").status == .conflict)
            #expect(try await api.send(.delete, "\(model)/aliases/champion").status == .noContent)
            #expect(try await api.send(.delete, "\(model)/versions/1").status == .noContent)
            #expect(try await api.send(.post, "\(model)/versions/1/undelete").status == .ok)
        }
    }

    @Test func `the history begins with the first status`() async throws {
        try await API.run { api in
            try await api.push()
            let history = try await api.send(.get, "\(model)/versions/1/history").json.items
            #expect(history.first?["from"] == nil)
            #expect(history.last?["to"] == "pre-trained")
        }
    }

    @Test func `description and tags may change after sealing`() async throws {
        try await API.run { api in
            try await api.push()
            let changes = #"{"description": "better", "tags": {"stage": "test"}}"#
            let version = try await api.send(.patch, "\(model)/versions/latest", json: changes).json
            #expect(version["description"] == "better")
            #expect(version["tags"] == ["stage": "test"])
        }
    }
}
