import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// What `detect` prints, to the letter.
struct DetectedImageTests {
    private let file = URL(filePath: "room.jpg", relativeTo: URL(filePath: "/pictures/"))

    private var found: Prediction {
        let box = Geometry.Box(x: -1.25, y: 20, width: 30.5, height: 8)
        return Prediction(annotations: [
            Annotation.Draft(label: "lamp\tshade", geometry: .box(box), score: 0.98765),
            Annotation.Draft(label: "door", geometry: .box(box), score: 0.5),
        ])
    }

    @Test func `an object is a line, whatever its label holds`() throws {
        let lines = try DetectedImage(file, found).line(json: false).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.split(separator: "\t").count == 7)
        #expect(lines.last == "room.jpg\tdoor\t0.5000\t-1.2\t20.0\t30.5\t8.0")
    }

    @Test func `an image without objects prints nothing, one that failed says why`() throws {
        #expect(try DetectedImage(file, Prediction(annotations: [])).line(json: false) == "")
        #expect(try DetectedImage(file, Prediction(failure: "no image")).line(json: false) == "room.jpg\t-\tno image\n")
    }

    @Test func `as JSON an image is one line with its boxes`() throws {
        let line = try DetectedImage(file, found).line(json: true)
        #expect(line.hasSuffix("\n"))
        #expect(
            line.contains(#""geometry":{"box":{"height":8,"width":30.5,"x":-1.25,"y":20},"kind":"box"},"label":"door""#)
        )
    }
}
