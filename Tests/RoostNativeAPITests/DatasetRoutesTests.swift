import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@Suite struct DatasetRoutesTests {
    private let datasets = "projects/default/datasets"

    @Test func `a dataset is made, changed, deleted and brought back`() async throws {
        try await API.run { api in
            let new = #"{"name": "d", "labels": [{"name": "cat"}]}"#
            #expect(try await api.send(.post, datasets, json: new).status == .created)
            let changed = try await api.send(.patch, "\(datasets)/d", json: #"{"description": "pets"}"#).json
            #expect(changed["description"] == "pets")
            #expect(changed["labels"] == [["name": "cat"]])
            #expect(try await api.send(.delete, "\(datasets)/d").status == .noContent)
            #expect(try await api.send(.get, "\(datasets)/d").status == .notFound)
            #expect(try await api.send(.post, "\(datasets)/d/undelete").status == .ok)
            #expect(try await api.send(.get, datasets).json.items.count == 1)
        }
    }

    @Test func `items come with their ground truth`() async throws {
        try await API.run { api in
            let item = try #require(try await api.importImage().json.items.first)
            #expect(item["mediaType"] == "image/png")
            #expect(item["width"] == .integer(8))
            let truth = try await api.send(.get, "\(datasets)/d/annotations?kind=truth").json.items
            #expect(truth.map { $0["label"] } == ["cat"])
            #expect(try await api.send(.get, "\(datasets)/d/annotations?kind=prediction").json.items.isEmpty)
            #expect(try await api.send(.get, "\(datasets)/d/items?subset=train").json.items.isEmpty)
            #expect(try await api.send(.get, "\(datasets)/d/items?subset=test").json.items.count == 1)
        }
    }

    @Test func `an item's content is an image to be kept, not shown`() async throws {
        try await API.run { api in
            let id = try #require(try await api.importImage().json.items.first?["id"]?.text)
            let response = try await api.send(.get, "\(datasets)/d/items/\(id)/content")
            #expect(response.headers[.contentType] == "image/png")
            #expect(response.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(response.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
        }
    }

    @Test(arguments: ["kind=both", "item=1", "subset=x", "version=zzz", "execution=%20"])
    func `a filter that cannot be is refused`(query: String) async throws {
        try await API.run { api in
            _ = try await api.send(.post, datasets, json: #"{"name": "d"}"#)
            let list = query.hasPrefix("subset") ? "items" : "annotations"
            let response = try await api.send(.get, "\(datasets)/d/\(list)?\(query)")
            #expect(response.status == .badRequest)
        }
    }

    @Test func `bytes that are no image are refused with their path`() async throws {
        try await API.run { api in
            _ = try await api.send(.post, datasets, json: #"{"name": "d"}"#)
            let digest = try await api.upload("text")
            let body = #"{"items": [{"path": "x/readme.txt", "digest": "\#(digest)"}]}"#
            let response = try await api.send(.post, "\(datasets)/d/items", json: body)
            #expect((400..<500).contains(response.status.code))
            #expect(response.text.contains("x/readme.txt"))
        }
    }
}

extension API {
    /// Makes the dataset `d` of one image labelled "cat".
    fileprivate func importImage() async throws -> TestResponse {
        _ = try await send(.post, "projects/default/datasets", json: #"{"name": "d"}"#)
        let digest = try await uploadImage()
        return try await send(
            .post,
            "projects/default/datasets/d/items",
            json: """
                {"items": [{"path": "cats/1.png", "digest": "\(digest)", "subset": "test",
                            "annotations": [{"label": "cat"}]}]}
                """
        )
    }
}
