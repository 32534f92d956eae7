import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import Testing

@Suite struct DatasetChangeRoutesTests {
    private let shapes = "projects/default/datasets/shapes"

    @Test func `an ontology goes out as it came in, and a strict one refuses`() async throws {
        try await API.run { api in
            let item = try await api.shapes()
            let labels = """
                [{"name": "vehicle"}, {"name": "car", "parent": "vehicle", "color": "#FF8800",
                  "attributes": [{"name": "pose", "kind": "choice", "choices": ["front", "side"], "required": true}]},
                 {"name": "cat"}]
                """
            let changed = try await api.send(.patch, shapes, json: #"{"labels": \#(labels), "strict": true}"#).json
            #expect(changed["strict"] == .bool(true))
            #expect(changed["labels"]?.items[1]["color"] == "#ff8800")
            let circle = #"{"labels": [{"name": "a", "parent": "b"}, {"name": "b", "parent": "a"}]}"#
            #expect(try await api.send(.patch, shapes, json: circle).status == .badRequest)
            for (annotation, status) in [
                (#""label": "dog""#, HTTPResponse.Status.badRequest), (#""label": "car""#, .badRequest),
                (#""label": "car", "attributes": {"pose": "side"}"#, .created),
            ] {
                let body = #"{"annotations": [{"itemID": "\#(item)", \#(annotation)}]}"#
                #expect(try await api.send(.post, "\(shapes)/annotations", json: body).status == status)
            }
        }
    }

    @Test func `items are filtered, counted, moved, deleted and brought back`() async throws {
        try await API.run { api in
            let item = try await api.shapes()
            let filter = "filter=subset%20%3D%20test%20and%20label%20%3D%20cat"
            #expect(try await api.send(.get, "\(shapes)/items?\(filter)").json.items.count == 1)
            #expect(try await api.send(.get, "\(shapes)/items/count?\(filter)").json["count"] == .integer(1))
            let moved = try await api.send(
                .patch,
                "\(shapes)/items/\(item)",
                json: #"{"subset": null, "metadata": {"a": 1}}"#
            )
            #expect(try moved.json["subset"] == nil && moved.json["metadata"] == ["a": .integer(1)])
            let deletion = try await api.send(.post, "\(shapes)/items/delete", json: #"{"filter": "label"}"#).json
            #expect(deletion["count"] == .integer(1) && deletion["next"] == nil)
            #expect(try await api.send(.get, "\(shapes)/items").json.items.isEmpty)
            #expect(try await api.send(.get, "\(shapes)/items/deleted").json.items.count == 1)
            let back = try await api.send(.post, "\(shapes)/items/undelete", json: #"{"ids": ["\#(item)"]}"#).json
            #expect(back["count"] == .integer(1))
            #expect(try await api.send(.delete, "\(shapes)/items/\(item)").status == .noContent)
            #expect(try await api.send(.delete, "\(shapes)/items/6920f1c2a1b2c3d4e5000001").status == .notFound)
        }
    }

    @Test func `annotations are said, changed and taken back`() async throws {
        try await API.run { api in
            let item = try await api.shapes()
            try await api.push()
            let body = #"{"annotations": [{"itemID": "\#(item)", "label": "x", "score": 0.5, "version": "m:1"}]}"#
            let added = try await api.send(.post, "\(shapes)/annotations", json: body)
            let id = try #require(try added.json.items[0]["id"]?.text)
            #expect(try added.status == .created && added.json.items[0]["versionID"] != nil)
            let changed = try await api.send(.patch, "\(shapes)/annotations/\(id)", json: #"{"label": "y"}"#).json
            #expect(changed["label"] == "y" && changed["score"] == .number(0.5))
            let list = try await api.send(.get, "\(shapes)/annotations?filter=score%20%3E%200.4").json
            #expect(list.items.map { $0["id"] } == [.string(id)])
            #expect(try await api.send(.delete, "\(shapes)/annotations/\(id)").status == .noContent)
            #expect(try await api.send(.get, "\(shapes)/annotations/\(id)").status == .notFound)
        }
    }

    @Test func `a dataset is split and pictured`() async throws {
        try await API.run { api in
            _ = try await api.shapes()
            let split = try await api.send(
                .post,
                "\(shapes)/split",
                json: #"{"to": "train", "filter": "subset = test"}"#
            )
            #expect(try split.json["subsets"] == ["train": .integer(1)])
            let snapshot = try await api.send(.post, "\(shapes)/snapshots")
            #expect(snapshot.status == .created)
            let digest = try #require(try snapshot.json["digest"]?.text)
            #expect(try await api.send(.get, "\(shapes)/snapshots/\(digest)").json == snapshot.json)
            let manifest = try await api.send(.get, "\(shapes)/snapshots/\(digest)/manifest")
            #expect(manifest.text.digest == digest)
            #expect(manifest.text.split(separator: "\n").count == 2)
            #expect(try await api.send(.get, "\(shapes)/snapshots").json.items.count == 1)
            #expect(try await api.send(.delete, "\(shapes)/snapshots/\(digest)").status == .noContent)
            #expect(try await api.send(.get, "\(shapes)/snapshots/\(digest)").status == .notFound)
        }
    }

    @Test(arguments: ["width%20%3E", "heigth%20%3D%203", "%28", "subset%20%3D%20dev"])
    func `a filter that cannot be is refused with its place`(filter: String) async throws {
        try await API.run { api in
            _ = try await api.shapes()
            let response = try await api.send(.get, "\(shapes)/items?filter=\(filter)")
            #expect(response.status == .badRequest && response.text.contains("at character"))
        }
    }

    @Test func `a viewer changes nothing`() async throws {
        try await API.run { api in
            let item = try await api.shapes()
            let viewer = try await api.issue(.viewer)
            for (method, path, json) in [
                (HTTPRequest.Method.post, "split", #"{"by": "folder"}"#), (.post, "snapshots", "{}"),
                (.post, "items/delete", #"{"filter": "label"}"#), (.patch, "items/\(item)", "{}"),
                (.post, "annotations", #"{"annotations": []}"#), (.post, "annotations/delete", #"{"ids": []}"#),
            ] {
                let response = try await api.send(method, "\(shapes)/\(path)", json: json, token: viewer)
                #expect(response.status == .forbidden, "\(path)")
            }
        }
    }
}

extension API {
    /// Makes the dataset `shapes` of one image labelled "cat", in `test`, and gives the image's identifier.
    fileprivate func shapes() async throws -> String {
        _ = try await send(.post, "projects/default/datasets", json: #"{"name": "shapes"}"#)
        let digest = try await uploadImage()
        let added = try await send(
            .post,
            "projects/default/datasets/shapes/items",
            json: """
                {"items": [{"path": "cats/1.png", "digest": "\(digest)", "subset": "test",
                            "annotations": [{"label": "cat"}]}]}
                """
        )
        return try #require(try added.json.items[0]["id"]?.text)
    }
}
