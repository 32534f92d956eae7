import Foundation
import RoostEntities
import Testing

struct ObjectOutcomeTests {
    private func outcome(
        _ kind: ObjectOutcome.Kind,
        _ truth: String?,
        _ predicted: String?,
        score: Double? = 0.5,
        geometry: Geometry? = nil
    ) throws -> ObjectOutcome {
        ObjectOutcome(
            itemID: try Identifier("0123456789abcdef01234567"),
            path: try Artifact.Path("a.png"),
            number: 3,
            kind: kind,
            truth: truth,
            predicted: predicted,
            score: score,
            overlap: 0.25,
            object: 7,
            truthGeometry: geometry
        )
    }

    @Test(arguments: [
        (ObjectOutcome.Kind.truePositive, "cat" as String?, "cat" as String?), (.classification, "cat", "dog"),
        (.localization, "cat", "cat"), (.both, "cat", "dog"), (.duplicate, "cat", "cat"), (.background, nil, "dog"),
        (.missed, "cat", nil), (.mistaken, "cat", "dog"),
    ])
    func `what became of an object comes back as it was`(
        _ kind: ObjectOutcome.Kind,
        _ truth: String?,
        _ predicted: String?
    ) throws {
        let box = Geometry.Box(x: 1, y: 2, width: 3, height: 4)
        let made = try outcome(kind, truth, predicted, geometry: .box(box))
        try made.check()
        #expect(try JSONDecoder().decode(ObjectOutcome.self, from: JSONEncoder().encode(made)) == made)
    }

    @Test(arguments: [
        (ObjectOutcome.Kind.truePositive, "cat" as String?, "dog" as String?), (.classification, "cat", "cat"),
        (.background, "cat", "dog"), (.missed, nil, "cat"), (.missed, "cat", "cat"), (.mistaken, nil, nil),
    ])
    func `labels that contradict the kind are refused`(
        _ kind: ObjectOutcome.Kind,
        _ truth: String?,
        _ predicted: String?
    ) throws {
        #expect(throws: RoostError.self) { try outcome(kind, truth, predicted).check() }
    }

    @Test func `numbers and shapes that cannot be are refused`() throws {
        let box = Geometry.Box(x: .nan, y: 0, width: 1, height: 1)
        #expect(throws: RoostError.self) { try outcome(.missed, "cat", nil, geometry: .box(box)).check() }
        #expect(throws: RoostError.self) { try outcome(.truePositive, "cat", "cat", score: 2).check() }
        #expect(throws: RoostError.self) { try outcome(.truePositive, "cat", "cat", score: .nan).check() }
    }
}
