import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// YOLO's datasets through Roost and back.
struct YOLORoundTripTests {
    private static let description = """
        # a comment
        path: ../datasets/tiny
        train: images/train
        val: [images/val]
        nc: 3
        names:
          0: cat
          1: "no"
          2: 'traffic light'
        license: CC0
        roboflow: {version: 2, tags: [a, b]}
        """
    private static let labels = [
        "train/1": "0 0.503646 0.345833 0.25 0.1\n2 0.1 0.2 0.9 0.2 0.9 0.8333333\n",
        "train/2": "1 0.5 0.5 1 1\n1 0.123456789012 0.5 0.01 0.999\n",
        "val/sub/1": "2 0.31 0.2 0.15 0.25\n",
    ]

    private func make(in folder: URL) throws -> URL {
        try folder.write("in/data.yaml", Self.description)
        for (number, path) in ["train/1", "train/2", "val/sub/1", "train/none"].enumerated() {
            let picture = try RoundTrip.picture(width: 640 + number, height: 427, value: UInt16(number))
            try folder.write("in/images/\(path).png", picture)
        }
        for (path, text) in Self.labels { try folder.write("in/labels/\(path).txt", text) }
        return folder.appending(path: "in")
    }

    @Test func `label files come back to the digit`() async throws {
        try await withTemporaryFolder { folder in
            let losses = try RoundTrip.write(ReadFiles(DatasetSource(at: make(in: folder))), to: folder)
            #expect(losses.remarks.isEmpty)
            for (path, text) in Self.labels {
                #expect(try InputFile.text(of: folder.appending(path: "labels/\(path).txt"), limit: 1 << 20) == text)
            }
            #expect(try InputFile.text(of: folder.appending(path: "labels/train/none.txt"), limit: 1) == "")
        }
    }

    @Test func `the description comes back, with what Roost does not know`() async throws {
        try await withTemporaryFolder { folder in
            try RoundTrip.write(ReadFiles(DatasetSource(at: make(in: folder))), to: folder)
            let text = try InputFile.text(of: folder.appending(path: "data.yaml"), limit: 1 << 20)
            let after = try YOLODescription(yaml: text)
            #expect(after.names == [0: "cat", 1: "no", 2: "traffic light"])
            #expect(
                after.places == [
                    .train: ["./images/train", "images/train"].map { $0.replacing("./", with: "") },
                    .validation: ["images/val", "images/val"],
                ]
            )
            #expect(after.rest == ["license": "CC0", "roboflow": ["version": .integer(2), "tags": ["a", "b"]]])
        }
    }

    @Test func `what was written is read as the same dataset`() async throws {
        try await withTemporaryFolder { folder in
            let before = try ReadFiles(DatasetSource(at: make(in: folder)))
            try RoundTrip.write(before, to: folder.appending(path: "out"))
            let after = try ReadFiles(DatasetSource(at: folder.appending(path: "out")))
            #expect(after.format == .yolo)
            #expect(after.header == before.header)
            #expect(after.items.map(\.path) == before.items.map(\.path))
            #expect(after.items.map(\.subset) == [.train, .train, .train, .validation])
            #expect(after.items.map { $0.annotations.map(\.label) } == before.items.map { $0.annotations.map(\.label) })
        }
    }

    @Test func `a list of names will do, and Roboflow's folders too`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("one/classes.txt", "cat\ndog\n")
            try folder.write("one/images/a.png", RoundTrip.picture(width: 10, height: 10))
            try folder.write("one/labels/a.txt", "1 0.5 0.5 0.2 0.4")
            let one = try ReadFiles(DatasetSource(at: folder.appending(path: "one")))
            #expect(one.items[0].annotations[0].geometry == .box(.init(x: 4, y: 3, width: 2, height: 4)))
            try folder.write("two/data.yaml", "train: ../train/images\nval: ../valid/images\nnames: [cat]\n")
            try folder.write("two/valid/images/a.png", RoundTrip.picture(width: 10, height: 10))
            try folder.write("two/valid/labels/a.txt", "0 0.1 0.1 0.9 0.1 0.5 0.9")
            let two = try ReadFiles(DatasetSource(at: folder.appending(path: "two")))
            #expect(two.items.map(\.subset) == [.validation])
            #expect(two.items.map(\.path.text) == ["valid/a.png"])
            #expect(two.items[0].annotations[0].geometry.kind == .polygon)
        }
    }

    @Test(arguments: [
        ("3 0.5 0.5 0.1 0.1", "class '3'"), ("0 0.5 0.5 0.1", "3 numbers"), ("0 12 0.5 0.1 0.1", "'12' is no share"),
        ("0 0.5 0.5 -0.1 0.1", "negative"), ("0 nan 0.5 0.1 0.1", "'nan'"), ("\n0 x", "line 2"),
        ("0.5 1 1 1 1", "class"),
    ])
    func `a label file that is wrong is told where`(_ text: String, _ place: String) async throws {
        try await withTemporaryFolder { folder in
            try folder.write("classes.txt", "cat")
            try folder.write("images/a.png", RoundTrip.picture(width: 10, height: 10))
            try folder.write("labels/a.txt", text)
            let error = #expect(throws: RoostError.self) { try ReadFiles(DatasetSource(at: folder)) }
            #expect(error?.message.contains("labels/a.txt") == true)
            #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
        }
    }

    @Test func `key points are left out, and said`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("data.yaml", "names: [person]\nkpt_shape: [2, 3]\n")
            try folder.write("images/a.png", RoundTrip.picture(width: 10, height: 10))
            try folder.write("labels/a.txt", "0 0.5 0.5 0.2 0.2 0.1 0.1 2 0.2 0.2 1")
            let files = try ReadFiles(DatasetSource(at: folder))
            #expect(files.items[0].annotations[0].geometry.kind == .box)
            #expect(files.remarks == ["the key points of 1 objects were left out"])
        }
    }

    @Test func `a description that grows when it is read is refused`() {
        let bomb =
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + ["b", "c", "d", "e", "f", "g", "h"].reduce((text: "", last: "a")) {
                (
                    $0.text + "\($1): &\($1) [" + Array(repeating: "*\($0.last)", count: 9).joined(separator: ",")
                        + "]\n", $1
                )
            }.text
        #expect(throws: RoostError.self) { try YOLODescription(yaml: bomb + "names: [cat]\n") }
    }
}
