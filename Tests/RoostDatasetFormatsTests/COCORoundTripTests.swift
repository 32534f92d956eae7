import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// COCO through Roost and back; `make_coco.py` wrote the dataset, its masks with pycocotools.
struct COCORoundTripTests {
    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/coco")

    private func document(_ path: String, in folder: URL) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: folder.appending(path: path)))
    }

    /// The document with the names of images as they are in Roost, where each folder keeps its own.
    private func placed(_ document: JSONValue, below folder: String) -> JSONValue {
        guard case .object(var members) = document else { return document }
        members["images"] = .array(
            (members["images"]?.elements ?? []).map { image in
                let name = JSONValue.string("\(folder)/\(image["file_name"]?.text ?? "")")
                return .object((image.members ?? [:]).merging(["file_name": name]) { _, own in own })
            }
        )
        return .object(members)
    }

    @Test(arguments: [
        ("instances_train2017.json", "train2017", "instances_train.json"),
        ("instances_val2017.json", "val2017", "instances_val.json"),
        ("captions_train2017.json", "train2017", "captions_train.json"),
    ])
    func `nothing that a file says is lost`(_ source: String, _ folder: String, _ target: String) async throws {
        try await withTemporaryFolder { place in
            let losses = try RoundTrip.write(ReadFiles(DatasetSource(at: Self.fixture)), to: place)
            let before = placed(try document("annotations/\(source)", in: Self.fixture), below: folder)
            let after = try document("annotations/\(target)", in: place)
            #expect(before.missing(in: after) == nil)
            #expect(losses.remarks.isEmpty)
        }
    }

    @Test func `what was written is read as the same dataset`() async throws {
        try await withTemporaryFolder { place in
            let before = try ReadFiles(DatasetSource(at: Self.fixture))
            try RoundTrip.write(before, to: place)
            let after = try ReadFiles(DatasetSource(at: place))
            #expect(after.format == .coco)
            #expect(after.header == before.header)
            for (one, other) in zip(before.items.sorted { $0.path < $1.path }, after.items) {
                #expect(one.path == other.path)
                #expect(one.subset == other.subset)
                #expect(one.annotations == other.annotations)
                #expect(one.metadata["captions"] == other.metadata["captions"])
            }
            #expect(before.items.count == after.items.count)
        }
    }

    @Test func `categories are a tree of labels`() throws {
        let labels = try ReadFiles(DatasetSource(at: Self.fixture)).header.labels
        #expect(labels.map(\.name) == ["person", "cat", "dog", "toothbrush", "animal"])
        #expect(labels.map(\.parent) == [nil, "animal", "animal", nil, nil])
    }

    @Test func `crowds, masks and key points say what they are`() throws {
        let item = try #require(try ReadFiles(DatasetSource(at: Self.fixture)).items.first)
        #expect(item.annotations.map(\.geometry.kind) == [.polygon, .mask, .mask, .mask])
        #expect(item.annotations.map { $0.attributes["iscrowd"] } == [nil, .bool(true), nil, nil])
        #expect(item.annotations[2].geometry == item.annotations[3].geometry)
        #expect(item.annotations[3].attributes["coco"]?["counts"] == "numbers")
    }

    @Test func `items and annotations that COCO never saw get numbers of their own`() async throws {
        try await withTemporaryFolder { place in
            try place.write("in/a.png", try RoundTrip.picture(width: 4, height: 3))
            try place.write("in/b.png", try RoundTrip.picture(width: 4, height: 3, value: 1))
            let table =
                "path,label,x,y,width,height,weather\na.png,dog,1,1,2,1,fair\na.png,cat,0,0,1,1,\nb.png,dog,,,,,\n"
            let files = try ReadFiles(DatasetSource(at: place.write("in/items.csv", table)))
            try RoundTrip.write(files, as: .coco, to: place.appending(path: "out"))
            let written = try document("out/annotations/instances_default.json", in: place)
            #expect((written["images"]?.elements ?? []).compactMap { $0["id"]?.int } == [1, 2])
            #expect((written["annotations"]?.elements ?? []).compactMap { $0["id"]?.int } == [1, 2, 3])
            #expect(written["images"]?.elements?.first?["metadata"] == ["weather": "fair"])
            let again = try ReadFiles(DatasetSource(at: place.appending(path: "out")))
            #expect(again.items.first?.metadata["weather"] == "fair")
            #expect(
                again.items.map { $0.annotations.map(\.geometry) } == files.items.map { $0.annotations.map(\.geometry) }
            )
        }
    }
}
