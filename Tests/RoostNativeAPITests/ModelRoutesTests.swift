import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@Suite struct ModelRoutesTests {
    private let models = "projects/default/models"

    @Test func `a model is made, changed, deleted and brought back`() async throws {
        try await API.run { api in
            let new = #"{"name": "m", "description": "d", "tags": {"a": "1", "b": "2"}}"#
            #expect(try await api.send(.post, models, json: new).status == .created)
            let changes = #"{"description": "e", "tags": {"a": null, "c": "3"}}"#
            let changed = try await api.send(.patch, "\(models)/m", json: changes).json
            #expect(changed["description"] == "e")
            #expect(changed["tags"] == ["b": "2", "c": "3"])
            #expect(try await api.send(.delete, "\(models)/m").status == .noContent)
            #expect(try await api.send(.get, models).json.items.isEmpty)
            #expect(try await api.send(.get, "\(models)?deleted=true").json.items.count == 1)
            #expect(try await api.send(.post, "\(models)/m/undelete").status == .ok)
            #expect(try await api.send(.get, "\(models)/m").status == .ok)
        }
    }

    @Test func `archived models are listed when asked for`() async throws {
        try await API.run { api in
            _ = try await api.send(.post, models, json: #"{"name": "m"}"#)
            #expect(try await api.send(.patch, "\(models)/m", json: #"{"archived": true}"#).status == .ok)
            #expect(try await api.send(.get, models).json.items.isEmpty)
            #expect(try await api.send(.get, "\(models)?archived=true").json.items.count == 1)
        }
    }

    @Test func `a list comes in pages`() async throws {
        try await API.run { api in
            for name in ["a", "b", "c"] {
                _ = try await api.send(.post, models, json: #"{"name": "\#(name)"}"#)
            }
            let first = try await api.send(.get, "\(models)?limit=2").json
            let next = try #require(first["next"]?.text)
            let second = try await api.send(.get, "\(models)?limit=2&after=\(next)").json
            #expect((first.items + second.items).map { $0["name"]?.text } == ["a", "b", "c"])
            #expect(second["next"] == nil)
        }
    }

    @Test func `a prefix narrows the list`() async throws {
        try await API.run { api in
            for name in ["vit-a", "vit-b", "resnet"] {
                _ = try await api.send(.post, models, json: #"{"name": "\#(name)"}"#)
            }
            #expect(try await api.send(.get, "\(models)?name=vit-").json.items.count == 2)
        }
    }

    @Test(arguments: ["nothing", "%2e%2e", "a%00b", "a%2fb", "a%FF", "%"])
    func `a name that is none or is not there is an error of the client`(name: String) async throws {
        try await API.run { api in
            let status = try await api.send(.get, "\(models)/\(name)").status
            #expect(status == (name == "nothing" ? .notFound : .badRequest))
        }
    }
}
