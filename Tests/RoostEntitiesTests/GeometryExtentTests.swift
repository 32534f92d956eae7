import RoostEntities
import Testing

struct GeometryExtentTests {
    /// Boxes and areas of masks are those of `toBbox` and `area` of pycocotools 2.0.11.
    @Test(arguments: [
        (2, 3, [3, 2, 1], [1.0, 0, 2, 2, 2]), (3, 4, [1, 4, 2, 1, 4], [0, 0, 3, 3, 5]),
        (3, 3, [0, 9], [0, 0, 3, 3, 9]),
        (4, 2, [5, 1, 2], [1, 1, 1, 1, 1]),
    ]) func `a mask lies in the box of its pixels`(_ height: Int, _ width: Int, _ counts: [Int], _ box: [Double]) {
        let mask = Geometry.mask(Geometry.RunLengthMask(width: width, height: height, counts: counts))
        let expected = Geometry.Box(x: box[0], y: box[1], width: box[2], height: box[3])
        #expect(mask.boundingBox == expected)
        #expect(mask.area == box[4])
    }

    @Test func `the area of an outline is what each of its rings encloses`() {
        let triangle = [(0.0, 0.0), (4.0, 0.0), (0.0, 3.0)].map { Geometry.Point(x: $0.0, y: $0.1) }
        #expect(Geometry.polygon([triangle, triangle.reversed()]).area == 12)
        #expect(Geometry.polyline(triangle).area == nil)
    }

    @Test func `other shapes lie in their upright box, and what has no place in none`() {
        let points = [(1.5, 4.0), (3.0, 2.0), (2.0, 8.0)].map { Geometry.Point(x: $0.0, y: $0.1) }
        let around = Geometry.Box(x: 1.5, y: 2, width: 1.5, height: 6)
        #expect(Geometry.polygon([points]).boundingBox == around)
        #expect(Geometry.polyline(points).boundingBox == around)
        #expect(Geometry.box(around).boundingBox == around)
        #expect(Geometry.image.boundingBox == nil)
        #expect(Geometry.mask(.init(width: 3, height: 3, counts: [9])).boundingBox == nil)
    }

    @Test func `a shape with too many numbers is kept as the box around it`() throws {
        let small = Geometry.mask(.init(width: 2, height: 2, counts: [1, 2, 1]))
        let runs = [1] + Array(repeating: 1, count: ObjectOutcome.shapeLimit)
        let large = Geometry.mask(.init(width: runs.count, height: 1, counts: runs))
        let outcome = ObjectOutcome(
            itemID: IdentifierGenerator().next(),
            path: try Artifact.Path("a.png"),
            number: 0,
            kind: .missed,
            truth: "a",
            truthGeometry: large,
            predictedGeometry: small
        )
        #expect(outcome.bounded.predictedGeometry == small)
        let box = Geometry.Box(x: 1, y: 0, width: Double(runs.count - 2), height: 1)
        #expect(outcome.bounded.truthGeometry == .box(box))
        #expect(outcome.bounded.shapeNumbers < ObjectOutcome.shapeLimit)
    }
}
