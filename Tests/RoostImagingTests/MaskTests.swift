import Foundation
import RoostImaging
import Testing

/// Masks beside those of pycocotools; `make_masks.py` and `make_coco_runs.py` had the numbers from it.
struct MaskTests {
    struct Outline: Decodable, Sendable, CustomTestStringConvertible {
        let height: Int
        let width: Int
        let rings: [[Double]]
        let text: String
        let area: Int
        let bounds: [Int]
        var size: ImageSize { ImageSize(height: height, width: width) }
        var testDescription: String { "\(rings.count) rings on \(width) x \(height)" }
    }

    struct Runs: Decodable, Sendable {
        let height: Int
        let width: Int
        let runs: [Int]
        let text: String
        var size: ImageSize { ImageSize(height: height, width: width) }
    }

    static func load<Value: Decodable>(_ file: String) throws -> [Value] {
        try JSONDecoder().decode([Value].self, from: Data(Fixture.bytes(of: file)))
    }

    @Test func `outlines cover the pixels that pycocotools covers`() throws {
        let outlines: [Outline] = try Self.load("masks.json")
        #expect(outlines.count == 69)
        for outline in outlines {
            let rings = outline.rings.map { ring in
                stride(from: 0, to: ring.count, by: 2).map { (x: ring[$0], y: ring[$0 + 1]) }
            }
            let runs = try RunLengths(polygon: rings, size: outline.size)
            #expect(runs.text == outline.text, "\(outline.rings)")
            #expect(runs.area == outline.area)
            let bounds = runs.bounds.map {
                [$0.columns.lowerBound, $0.rows.lowerBound, $0.columns.count, $0.rows.count]
            }
            #expect(bounds ?? [0, 0, 0, 0] == outline.bounds)
        }
    }

    @Test func `runs are spelled as pycocotools spells them`() throws {
        let cases: [Runs] = try Self.load("coco-runs.json")
        #expect(cases.count == 6)
        for expected in cases {
            let runs = try RunLengths(size: expected.size, counts: expected.runs)
            #expect(RunLengths.counts(expected.text) == expected.runs)
            #expect(runs.text == expected.text)
            #expect(RunLengths(Bitmap(runs)) == runs)
        }
    }

    @Test(arguments: ["!", "p", "P", String(repeating: "o", count: 40), "N", "000N"])
    func `what is no run list is refused`(_ text: String) {
        #expect(RunLengths.counts(text) == nil)
    }

    @Test(arguments: [[7], [5, 5], [], [-1, 7], [.max, .max]])
    func `runs that are not those of the image are refused`(_ counts: [Int]) {
        #expect(throws: ImageError.self) { try RunLengths(size: ImageSize(height: 2, width: 3), counts: counts) }
    }

    @Test(arguments: [1e300, -1e300, .infinity, .nan, 2e7])
    func `points far out and points that are none are refused`(_ coordinate: Double) {
        #expect(throws: ImageError.self) {
            try RunLengths(
                polygon: [[(x: 0, y: 0), (x: coordinate, y: 0), (x: 0, y: 5)]],
                size: ImageSize(height: 2, width: 3)
            )
        }
    }
}
