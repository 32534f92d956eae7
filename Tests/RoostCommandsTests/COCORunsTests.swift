import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// Masks as COCO's own tools write them; `make_coco_runs.py` wrote the expected runs with pycocotools.
struct COCORunsTests {
    struct Case: Decodable {
        let height: Int
        let width: Int
        let runs: [Int]
        let text: String
    }

    @Test func `runs are those that pycocotools encoded`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/coco-runs.json")
        let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
        #expect(cases.count == 6)
        for expected in cases {
            #expect(COCORuns.decode(expected.text) == expected.runs)
            let mask = Geometry.RunLengthMask(width: expected.width, height: expected.height, counts: expected.runs)
            #expect(throws: Never.self) { try Geometry.mask(mask).validate() }
        }
    }

    @Test(arguments: ["!", "p", "P", String(repeating: "o", count: 40), "N", "000N"])
    func `what is no run list is refused`(_ text: String) {
        #expect(COCORuns.decode(text) == nil)
    }
}
