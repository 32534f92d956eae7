import Foundation
import RoostClient
import RoostImaging
import RoostTestSupport
import Testing

@testable import RoostCommands

struct PictureTests {
    @Test func `a folder has a picture for each image, each with a name of its own`() throws {
        let images = ["a/1.jpg", "b/1.jpg", "b/1.webp", "2.PNG"].map { URL(filePath: "/photos/\($0)") }
        let place = try PicturePlace("/drawn", for: images)
        #expect(place.files.map(\.lastPathComponent) == ["1.jpg", "1-2.jpg", "1.png", "2.png"])
        #expect(place.folder?.lastPathComponent == "drawn")
    }

    @Test func `one picture is one file`() throws {
        let images = [URL(filePath: "/photos/1.jpg"), URL(filePath: "/photos/2.jpg")]
        #expect(try PicturePlace("/drawn.PNG", for: [images[0]]).files == [URL(filePath: "/drawn.PNG")])
        #expect(throws: RoostError.self) { try PicturePlace("/drawn.png", for: images) }
    }

    @Test func `no image is ever drawn over`() {
        let image = URL(filePath: "/photos/1.jpg")
        #expect(throws: RoostError.self) { try PicturePlace("/photos/../photos/1.jpg", for: [image]) }
        #expect(throws: RoostError.self) { try PicturePlace("/photos", for: [image]) }
    }

    @Test func `a prediction is drawn in its label's colour, ground truth beside it in white`() async throws {
        try await withTemporaryFolder { folder in
            let (source, target) = (folder.appending(path: "grey.png"), folder.appending(path: "drawn.png"))
            let samples = [UInt8](repeating: 90, count: 4000)
            try Data(Image(height: 50, width: 80, format: .grey, samples: samples).png()).write(to: source)
            let outcome = ObjectOutcome(
                itemID: try Identifier("0123456789abcdef01234567"),
                path: try Artifact.Path("grey.png"),
                number: 0,
                kind: .classification,
                truth: "dog",
                predicted: "cat",
                score: 0.9,
                truthGeometry: .box(Geometry.Box(x: 50, y: 5, width: 20, height: 40)),
                predictedGeometry: .box(Geometry.Box(x: 10, y: 20, width: 30, height: 20))
            )
            let marks = outcome.marks(in: LabelColors(labels: ["cat"]))
            #expect(marks.map(\.caption) == [nil, "cat 0.90 not dog"])
            try AnnotatedPicture(marks: marks).draw(source, to: target)
            let drawn = try Image.decode([UInt8](Data(contentsOf: target)))
            #expect(drawn.size == ImageSize(height: 50, width: 80))
            #expect(Self.pixel(of: drawn, x: 10, y: 30) == [0xE6, 0x9F, 0x00])
            #expect(Self.pixel(of: drawn, x: 51, y: 5) == [0xFF, 0xFF, 0xFF])
        }
    }

    @Test func `what is no image is named`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "notes.jpg")
            try Data("no image".utf8).write(to: file)
            let error = #expect(throws: RoostError.self) {
                try AnnotatedPicture(marks: []).draw(file, to: folder.appending(path: "x.png"))
            }
            #expect(error?.message.contains("notes.jpg") == true)
        }
    }

    private static func pixel(of image: Image, x: Int, y: Int) -> [UInt8] {
        let place = 3 * (y * image.size.width + x)
        return Array(image.pixels[place..<place + 3])
    }
}
