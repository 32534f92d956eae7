import Foundation
import RoostEntities
import RoostImaging
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// Tables, folders and masks through Roost and back.
struct OtherRoundTripTests {
    @Test func `a table comes back line by line`() async throws {
        try await withTemporaryFolder { folder in
            let table = [
                "path,label,x,y,width,height,subset,attribute:occluded,rating,weather",
                #""a, b.png",cat,1,2,3.5,4,train,true,4.25,"fair, ""warm"""#,
                #""a, b.png",dog,0,0,1,1,train,,4.25,"fair, ""warm"""#,
                "c/d.png,,,,,,test,,,", "e.png,bird,,,,,,,,007", "",
            ].joined(separator: "\r\n").replacing("warm\"\"", with: "warm\"\"\"")
            for (number, name) in ["a, b.png", "c/d.png", "e.png"].enumerated() {
                try folder.write("in/images/\(name)", RoundTrip.picture(width: 9, height: 7, value: UInt16(number)))
            }
            let files = try ReadFiles(DatasetSource(at: folder.write("in/items.csv", table)))
            #expect(files.items[0].metadata == ["rating": .number(4.25), "weather": "fair, \"warm\""])
            let losses = try RoundTrip.write(files, to: folder.appending(path: "out"))
            #expect(losses.remarks.isEmpty)
            let after = try InputFile.text(of: folder.appending(path: "out/items.csv"), limit: 1 << 20)
            #expect(after == table)
        }
    }

    @Test(arguments: [
        ["train/cat/1.png", "val/dog/a/2.png", "train/3.png", "unassigned/dog/4.png"], ["cat/1.png", "dog/2.png"],
    ])
    func `folders come back file by file`(_ paths: [String]) async throws {
        try await withTemporaryFolder { folder in
            for (number, path) in paths.enumerated() {
                try folder.write("in/\(path)", RoundTrip.picture(width: 9, height: 7, value: UInt16(number)))
            }
            let files = try ReadFiles(DatasetSource(at: folder.appending(path: "in")))
            #expect(files.format == .folder)
            #expect(try RoundTrip.write(files, to: folder.appending(path: "out")).remarks.isEmpty)
            let after = try FolderTree.paths(below: folder.appending(path: "out")).map(\.text)
            #expect(after == paths.sorted())
        }
    }

    @Test func `masks come back pixel for pixel`() async throws {
        try await withTemporaryFolder { folder in
            let size = ImageSize(height: 4, width: 6)
            var labels = try LabelImage(size: size)
            var objects = labels
            for (start, label, object) in [(0, 2, 1), (5, 1, 2), (9, 2, 3), (14, 255, 255)] {
                let runs = try RunLengths(size: size, counts: [start, 4, 20 - start])
                labels.paint(runs, value: UInt16(label))
                objects.paint(runs, value: UInt16(object))
            }
            try folder.write("in/labels.txt", "background\ncat\ndog\n")
            for (number, name) in ["train/1", "test/2", "3"].enumerated() {
                try folder.write("in/images/\(name).png", RoundTrip.picture(width: 6, height: 4, value: UInt16(number)))
            }
            try folder.write("in/masks/train/1.png", Data(labels.png()))
            try folder.write("in/instances/train/1.png", Data(objects.png()))
            try folder.write("in/masks/3.png", Data(labels.png()))
            let files = try ReadFiles(DatasetSource(at: folder.appending(path: "in")))
            #expect(files.format == .masks)
            #expect(files.items.map { $0.annotations.map(\.label) } == [["cat", "dog"], [], ["dog", "cat", "dog"]])
            #expect(try RoundTrip.write(files, to: folder.appending(path: "out")).remarks.isEmpty)
            for path in ["masks/train/1.png", "instances/train/1.png", "masks/3.png"] {
                let after = try InputFile.bytes(of: folder.appending(path: "out/\(path)"), limit: 1 << 20)
                let before = try InputFile.bytes(of: folder.appending(path: "in/\(path)"), limit: 1 << 20)
                #expect(try LabelImage.decode(after) == LabelImage.decode(before), "\(path)")
            }
            #expect(!FolderListing.has("out/instances/3.png", in: folder))
            #expect(
                try InputFile.text(of: folder.appending(path: "out/labels.txt"), limit: 99) == "background\ncat\ndog\n"
            )
        }
    }

    @Test func `what a format cannot hold is counted`() async throws {
        try await withTemporaryFolder { folder in
            let point = Geometry.point(Geometry.Point(x: 1, y: 1))
            let item = ExportedItem(
                path: try Artifact.Path("a.png"),
                subset: nil,
                size: ImageSize(height: 4, width: 4),
                metadata: [:],
                annotations: [Annotation.Draft(label: "x", geometry: point), Annotation.Draft(label: "y")]
            )
            for (format, count) in [
                (DatasetFormat.coco, 1), (.voc, 1), (.csv, 1), (.folder, 1), (.yolo, 2), (.masks, 2),
            ] {
                let place = folder.appending(path: format.rawValue)
                var writer = try format.writer(in: place, header: DatasetHeader())
                _ = try writer.add(item)
                try writer.finish()
                #expect(writer.losses.counts.map(\.value) == [count], "\(format): \(writer.losses.remarks)")
            }
        }
    }
}
