import Foundation
import RoostEntities
import RoostImaging
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// Pascal VOC through Roost and back; `make_voc.py` wrote the dataset, its masks with Pillow.
struct VOCRoundTripTests {
    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/voc")

    private func read() throws -> ReadFiles { try ReadFiles(DatasetSource(at: Self.fixture)) }

    private func xml(_ path: String, in folder: URL) throws -> JSONValue {
        try XMLReader.read(try InputFile.bytes(of: folder.appending(path: path), limit: 1 << 20)).value
    }

    private func mask(_ path: String, in folder: URL) throws -> LabelImage {
        try LabelImage.decode(try InputFile.bytes(of: folder.appending(path: path), limit: 1 << 20))
    }

    @Test func `nothing that an annotation says is lost`() async throws {
        try await withTemporaryFolder { place in
            let losses = try RoundTrip.write(read(), to: place)
            #expect(losses.remarks.isEmpty)
            for name in ["2007_000027", "2007_000032", "2007_000033"] {
                let before = try xml("Annotations/\(name).xml", in: Self.fixture)
                #expect(before.missing(in: try xml("Annotations/\(name).xml", in: place)) == nil)
            }
        }
    }

    @Test(arguments: [
        "SegmentationObject/2007_000027.png", "SegmentationClass/2007_000027.png",
        "SegmentationClass/2007_000042.png",
    ])
    func `masks come back pixel for pixel, with their colours`(_ path: String) async throws {
        try await withTemporaryFolder { place in
            try RoundTrip.write(read(), to: place)
            #expect(try mask(path, in: place) == mask(path, in: Self.fixture))
        }
    }

    @Test(arguments: ["train", "val", "trainval"])
    func `subsets come back as lists`(_ name: String) async throws {
        try await withTemporaryFolder { place in
            try RoundTrip.write(read(), to: place)
            let path = "ImageSets/Main/\(name).txt"
            let after = try InputFile.text(of: place.appending(path: path), limit: 1 << 20)
            let before = try InputFile.text(of: Self.fixture.appending(path: path), limit: 1 << 20)
            #expect(after == before)
        }
    }

    @Test func `what was written is read as the same dataset`() async throws {
        try await withTemporaryFolder { place in
            let before = try read()
            try RoundTrip.write(before, to: place)
            let after = try ReadFiles(DatasetSource(at: place))
            #expect(after.format == .voc)
            #expect(after.header == before.header)
            #expect(after.items.map(\.annotations) == before.items.map(\.annotations))
            #expect(after.items.map(\.subset) == before.items.map(\.subset))
        }
    }

    @Test func `objects are boxes or masks with what VOC says of them`() throws {
        let items = try read().items
        #expect(items.map { $0.annotations.map(\.geometry.kind) } == [[.mask, .mask], [.box], [], [.mask, .mask]])
        #expect(items[0].annotations[0].attributes["occluded"] == .bool(true))
        #expect(items[0].annotations[1].attributes["difficult"] == .bool(true))
        #expect(items[0].annotations[0].attributes["parts"]?.elements?.count == 2)
        #expect(items[1].annotations[0].attributes["pose"] == "Frontal & more")
        #expect(items[3].annotations.map(\.label) == ["bird", "cat"])
        #expect(items[0].metadata["void"] != nil)
    }

    @Test(arguments: [
        (
            "<annotation><object><name>a</name><bndbox><xmin>5</xmin></bndbox></object></annotation>",
            "object 1: a bndbox"
        ),
        (
            "<annotation><object><name>a</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox>"
                + "</object></annotation>", "ends before it begins"
        ),
        ("<annotation><object></object></annotation>", "needs a name"), ("<image/>", "not <annotation>"),
        ("<!DOCTYPE a><annotation/>", "document types"),
    ])
    func `an annotation that is wrong is told where`(_ text: String, _ place: String) async throws {
        try await withTemporaryFolder { folder in
            try folder.write("JPEGImages/a.png", RoundTrip.picture(width: 2, height: 2))
            try folder.write("Annotations/a.xml", text)
            let error = #expect(throws: RoostError.self) { try ReadFiles(DatasetSource(at: folder)) }
            #expect(error?.message.contains("Annotations/a.xml") == true)
            #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
        }
    }
}
