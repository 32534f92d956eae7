import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// What importers make of folders, COCO files and tables.
struct ImportTests {
    private func read(
        _ place: URL,
        images: URL? = nil,
        subset: Subset? = nil,
        boxes: Bool = false
    ) throws -> ReadFiles {
        try ReadFiles(DatasetSource(at: place, images: images, subset: subset), prefersBoxes: boxes)
    }

    private func summary(_ dataset: ReadFiles) -> [String] {
        dataset.items.map { item in
            let labels = item.annotations.map { "\($0.label):\($0.geometry.kind.rawValue)" }.joined(separator: ",")
            return "\(item.path) \(item.subset?.rawValue ?? "-") \(labels)"
        }
    }

    @Test func `folders are classes, perhaps inside of subsets`() async throws {
        try await withTemporaryFolder { folder in
            for path in ["train/cat/1.png", "val/dog/2.JPG", "test/cat/3.webp", "train/cat/notes.txt"] {
                try folder.write(path)
            }
            let dataset = try read(folder)
            #expect(
                summary(dataset) == [
                    "test/cat/3.webp test cat:image", "train/cat/1.png train cat:image",
                    "val/dog/2.JPG validation dog:image",
                ]
            )
            #expect(dataset.labels == ["cat", "dog"])
            #expect(dataset.remarks == ["1 files that are no images were left out"])
        }
    }

    @Test func `folders without subsets take the one that is said, and loose images have no label`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("cat/1.png")
            try folder.write("loose.png")
            #expect(summary(try read(folder, subset: .test)) == ["cat/1.png test cat:image", "loose.png test "])
        }
    }

    @Test func `subsets and classes side by side are refused`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("train/cat/1.png")
            try folder.write("dog/2.png")
            let error = #expect(throws: RoostError.self) { try read(folder) }
            #expect(error?.message.contains("dog, train") == true)
        }
    }

    private let coco = """
        {"info": {"year": 2017}, "images": [{"id": 7, "file_name": "a.png", "width": 4, "height": 3},
          {"id": 9, "file_name": "b.png"}],
         "annotations": [
          {"id": 1, "image_id": 7, "category_id": 2, "bbox": [1, 1, 2, 1], "segmentation": [[1, 1, 3, 1, 3, 2]], "iscrowd": 0},
          {"id": 2, "image_id": 7, "category_id": 1, "bbox": [0, 0, 1.5, 1], "segmentation": []},
          {"id": 3, "image_id": 9, "category_id": 2, "bbox": [0, 0, 1, 1], "iscrowd": 0,
           "segmentation": {"size": [3, 5], "counts": "22111NO10"}},
          {"id": 4, "image_id": 9, "category_id": 2, "segmentation": {"size": [1, 1], "counts": [0, 1]}, "iscrowd": 1},
          {"id": 5, "image_id": 9, "caption": "two dogs"}],
         "categories": [{"id": 2, "name": "dog", "supercategory": "animal"}, {"id": 1, "name": "cat"}]}
        """

    @Test func `COCO's boxes, polygons, masks and crowds become annotations, captions facts about an image`()
        async throws
    {
        try await withTemporaryFolder { folder in
            try folder.write("instances_val2017.json", coco)
            for name in ["a.png", "b.png"] { try folder.write("images/\(name)") }
            let dataset = try read(folder)
            #expect(summary(dataset) == ["a.png validation dog:polygon,cat:box", "b.png validation dog:mask,dog:mask"])
            #expect(dataset.labels == ["cat", "dog", "animal"])
            #expect(dataset.items[1].annotations[1].attributes["iscrowd"] == .bool(true))
            #expect(dataset.items[1].metadata["captions"] == [["id": .integer(5), "caption": "two dogs"]])
            let mask = Geometry.RunLengthMask(width: 5, height: 3, counts: [2, 2, 1, 3, 2, 1, 1, 2, 1])
            #expect(dataset.items[1].annotations[0].geometry == .mask(mask))
            let boxes = try read(folder, boxes: true)
            #expect(boxes.items[0].annotations[0].geometry == .box(.init(x: 1, y: 1, width: 2, height: 1)))
        }
    }

    @Test func `COCO's own layout has an annotation file and a folder for each subset`() async throws {
        try await withTemporaryFolder { folder in
            for part in ["train2017", "val2017"] {
                try folder.write("annotations/instances_\(part).json", coco)
                for name in ["a.png", "b.png"] { try folder.write("\(part)/\(name)") }
            }
            let items = try read(folder).items
            #expect(items.map(\.path.text) == ["train2017/a.png", "train2017/b.png", "val2017/a.png", "val2017/b.png"])
            #expect(items.map(\.subset) == [.train, .train, .validation, .validation])
        }
    }

    @Test(arguments: [
        (
            #""image_id": 7, "category_id": 2, "bbox": [1, 1, 2"#,
            #""image_id": 7, "category_id": 2, "bbox": [1, 1, "2""#, "annotations[0].bbox[2]"
        ),
        (#""category_id": 1, "bbox""#, #""category_id": 8, "bbox""#, "category 8"),
        (#""image_id": 7, "category_id": 1"#, #""image_id": 8, "category_id": 1"#, "image 8"),
        (#""file_name": "a.png""#, #""file_name": "../a.png""#, "no path here"),
        (#""file_name": "a.png""#, #""file_name": "c.png""#, "c.png"),
        (#""size": [3, 5]"#, #""size": [3, 6]"#, "annotations[2].segmentation: a mask's runs"),
        (#""counts": "22111NO10""#, #""counts": "22~""#, "annotations[2].segmentation.counts"),
        (#"[0, 0, 1.5, 1]"#, "[0, 0, -1.5, 1]", "annotations[1].bbox"),
        (#""id": 9, "file_name""#, #""id": 7, "file_name""#, "image 7 is there twice"),
    ])
    func `a COCO file that is wrong is told where`(_ right: String, _ wrong: String, _ place: String) async throws {
        try await withTemporaryFolder { folder in
            try folder.write("labels.json", coco.replacing(right, with: wrong))
            for name in ["a.png", "b.png"] { try folder.write(name) }
            let error = #expect(throws: RoostError.self) { try read(folder) }
            #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
            #expect(error?.message.hasPrefix("labels.json: ") == true)
        }
    }

    @Test func `a table has a path, a label and perhaps a subset a line`() async throws {
        try await withTemporaryFolder { folder in
            let table = "label,path,subset\r\ncat,\"a, b.png\",train\r\n\"a \"\"dog\"\"\",c.png,\r\n\r\nbird,c.png,\r\n"
            for name in ["a, b.png", "c.png"] { try folder.write(name) }
            let dataset = try read(folder.write("items.csv", table), subset: .test)
            #expect(summary(dataset) == ["a, b.png train cat:image", "c.png test a \"dog\":image,bird:image"])
            #expect(dataset.labels == ["cat", "a \"dog\"", "bird"])
        }
    }

    @Test(arguments: [
        ("file,label\na.png,cat", "path and label"), ("path,label\na.png", "line 2 has 1 columns, not 2"),
        ("path,label\n\"a.png,cat", "line 2 has a quote that never ends"), ("path,label\n/etc/passwd,cat", "line 2"),
        ("path,label\n../a.png,cat", "line 2"), ("path,label\nmissing.png,cat", "line 2: 'missing.png' is not in"),
        ("path,label,subset\na.png,cat,tomorrow", "line 2: 'tomorrow' is no subset"), ("path,label", "no row"),
        ("", "path and label"),
    ])
    func `a table that is wrong is told where`(_ table: String, _ place: String) async throws {
        try await withTemporaryFolder { folder in
            try folder.write("a.png")
            let file = try folder.write("items.csv", table)
            let error = #expect(throws: RoostError.self) { try read(file) }
            #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
        }
    }

    @Test func `a link that leads outside the images is refused`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("secret.png")
            let file = try folder.write("set/items.csv", "path,label\na.png,cat\n")
            let link = folder.appending(path: "set/a.png").path()
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../secret.png")
            let error = #expect(throws: RoostError.self) { try read(file) }
            #expect(error?.code == .permissionDenied)
        }
    }
}
