import Foundation
import RoostEntities
import RoostImaging
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// Panoptic files through Roost and back; `make_panoptic.py` wrote the dataset, its pictures with panopticapi.
struct PanopticTests {
    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/panoptic")

    @Test func `every segment becomes a mask, and void stays empty`() throws {
        let files = try ReadFiles(DatasetSource(at: Self.fixture))
        let item = try #require(files.items.first)
        #expect(files.format == .panoptic && files.items.map(\.subset) == [.train, .train, .validation])
        #expect(item.annotations.map(\.label) == ["sky-other-merged", "person", "person", "tree-merged"])
        #expect(item.annotations.map { $0.geometry.area } == [41, 12, 12, 42])
        #expect(item.annotations.map { $0.attributes["coco"]?["id"]?.int } == [3_937_500, 0xFF_FFFF, 257, 8345])
        #expect(files.items[1].annotations.map { $0.attributes["iscrowd"] } == [.bool(true)])
    }

    @Test func `categories keep whether they are things`() throws {
        let header = try ReadFiles(DatasetSource(at: Self.fixture)).header
        let categories = header.metadata["coco"]?["categories"]?.elements ?? []
        #expect(categories.map { $0["isthing"]?.int } == [1, 1, 0, 0])
        #expect(header.labels.first?.color?.text == "#dc143c")
    }

    @Test(arguments: [("train2017", "train"), ("val2017", "val")])
    func `nothing that a file says is lost`(_ source: String, _ target: String) async throws {
        try await withTemporaryFolder { place in
            let losses = try RoundTrip.write(ReadFiles(DatasetSource(at: Self.fixture)), to: place)
            let before = try Self.document("panoptic_\(source)", in: Self.fixture)
            let after = try Self.document("panoptic_\(target)", in: place)
            for key in ["info", "licenses", "categories"] {
                #expect(before[key]?.missing(in: after[key] ?? .null) == nil)
            }
            let (one, other) = (before["annotations"]?.elements ?? [], after["annotations"]?.elements ?? [])
            #expect(one.map { $0["segments_info"] } == other.map { $0["segments_info"] })
            #expect(losses.remarks.isEmpty)
        }
    }

    @Test func `pictures are the same pixel for pixel`() async throws {
        try await withTemporaryFolder { place in
            try RoundTrip.write(ReadFiles(DatasetSource(at: Self.fixture)), to: place)
            for (before, after) in [
                ("train2017/000000000009.png", "train/train2017/000000000009.png"),
                ("val2017/000000000030.png", "val/val2017/000000000030.png"),
            ] {
                let one = try Self.image("annotations/panoptic_\(before)", in: Self.fixture)
                #expect(try Self.image("annotations/panoptic_\(after)", in: place) == one)
            }
        }
    }

    @Test func `what was written is read as the same dataset`() async throws {
        try await withTemporaryFolder { place in
            let before = try ReadFiles(DatasetSource(at: Self.fixture))
            try RoundTrip.write(before, to: place)
            let after = try ReadFiles(DatasetSource(at: place))
            #expect(after.format == .panoptic && after.header == before.header)
            #expect(after.items.map(\.annotations) == before.items.map(\.annotations))
            #expect(after.items.map(\.path) == before.items.map(\.path))
        }
    }

    @Test func `outlines and masks of other datasets become segments, stuff one for each label`() throws {
        var losses = ExportLosses()
        let square = Geometry.polygon([[(0, 0), (2, 0), (2, 2), (0, 2)].map { Geometry.Point(x: $0.0, y: $0.1) }])
        let bottom = Geometry.mask(Geometry.RunLengthMask(width: 4, height: 3, counts: [2, 1, 2, 1, 2, 1, 2, 1]))
        let drafts = [
            Annotation.Draft(label: "sky", geometry: square), Annotation.Draft(label: "sky", geometry: bottom),
            Annotation.Draft(label: "cat", geometry: bottom), Annotation.Draft(label: "cat"),
        ]
        let size = ImageSize(height: 3, width: 4)
        let item = ExportedItem(
            path: try Artifact.Path("1.png"),
            subset: nil,
            size: size,
            metadata: [:],
            annotations: drafts
        )
        let painting = try PanopticPainting(item, isThing: { $0 != "sky" }, losses: &losses)
        #expect(painting.segments.map(\.label) == ["sky", "cat"])
        #expect(painting.segments.map { $0.members["area"]?.int } == [4, 4])
        #expect(losses.remarks.count == 3)
    }

    @Test(arguments: [
        (#""id": 257"#, #""id": 258"#), (#""id": 257"#, #""id": 99999999"#),
        (#""category_id": 184"#, #""category_id": 5"#),
        (#""width": 12"#, #""width": 13"#), (#""segments_info""#, #""segments""#),
    ])
    func `a file that does not fit its pictures is refused by name`(_ good: String, _ bad: String) async throws {
        try await withTemporaryFolder { place in
            let copy = place.appending(path: "copy")
            try FileManager.default.copyItem(at: Self.fixture, to: copy)
            let file = copy.appending(path: "annotations/panoptic_train2017.json")
            let text = try String(contentsOf: file, encoding: .utf8).replacing(good, with: bad, maxReplacements: 1)
            try text.write(to: file, atomically: true, encoding: .utf8)
            let error = #expect(throws: RoostError.self) { try ReadFiles(DatasetSource(at: copy)) }
            #expect(error?.message.contains("panoptic_train2017.json") == true)
        }
    }

    private static func document(_ name: String, in folder: URL) throws -> JSONValue {
        let file = folder.appending(path: "annotations/\(name).json")
        return try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
    }

    private static func image(_ path: String, in folder: URL) throws -> Image {
        try Image.decode([UInt8](Data(contentsOf: folder.appending(path: path))))
    }
}
