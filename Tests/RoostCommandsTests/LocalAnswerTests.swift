import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// What `detect` and `segment` print, to the letter.
struct LocalAnswerTests {
    private let file = URL(filePath: "room.jpg", relativeTo: URL(filePath: "/pictures/"))

    private var found: Prediction {
        let box = Geometry.Box(x: -1.25, y: 20, width: 30.5, height: 8)
        return Prediction(annotations: [
            Annotation.Draft(label: "lamp\tshade", geometry: .box(box), score: 0.98765),
            Annotation.Draft(label: "door", geometry: .box(box), score: 0.5),
        ])
    }

    @Test func `an object is a line, whatever its label holds`() throws {
        let lines = try LocalAnswer(file, found).text(json: false) { $0.geometry.sides }
            .split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.split(separator: "\t").count == 7)
        #expect(lines.last == "room.jpg\tdoor\t0.5000\t-1.2\t20.0\t30.5\t8.0")
    }

    @Test func `a segment is a line with its pixels, and a dash for the score that it has not`() throws {
        let mask = Geometry.RunLengthMask(width: 4, height: 2, counts: [1, 2, 3, 2])
        let found = Prediction(annotations: [Annotation.Draft(label: "sky", geometry: .mask(mask))])
        #expect(try LocalAnswer(file, found).text(json: false) { [$0.geometry.pixelCount] } == "room.jpg\tsky\t-\t4\n")
    }

    @Test func `an image without objects prints nothing, one that failed says why`() throws {
        #expect(try LocalAnswer(file, Prediction(annotations: [])).text(json: false) == "")
        #expect(try LocalAnswer(file, Prediction(failure: "no image")).text(json: false) == "room.jpg\t-\tno image\n")
    }

    @Test func `as JSON an image is one line with its boxes`() throws {
        let line = try LocalAnswer(file, found).text(json: true)
        #expect(line.hasSuffix("\n"))
        #expect(
            line.contains(#""geometry":{"box":{"height":8,"width":30.5,"x":-1.25,"y":20},"kind":"box"},"label":"door""#)
        )
    }
}
