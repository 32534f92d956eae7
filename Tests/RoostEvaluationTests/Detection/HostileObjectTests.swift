import RoostEntities
import RoostEvaluation
import RoostThreads
import Testing

struct HostileObjectTests {
    private let box = Geometry.Box(x: 0, y: 0, width: 1, height: 1)

    @Test(arguments: [Double.nan, .infinity, -1]) func `a box that is none is refused`(_ width: Double) throws {
        var found = try DetectedObjects(imageCount: 1, labelCount: 1)
        #expect(throws: RoostError.self) {
            try found.append(image: 0, label: 0, box: Geometry.Box(x: 0, y: 0, width: width, height: 1), score: 1)
        }
        #expect(found.count == 0)
    }

    @Test(arguments: [(-1, 0), (1, 0), (0, -1), (0, 1), (Int.max, Int.max)])
    func `an image or label that there is not is refused`(_ image: Int, _ label: Int) throws {
        var truth = try GroundTruthObjects(imageCount: 1, labelCount: 1)
        #expect(throws: RoostError.self) { try truth.append(image: image, label: label, box: box) }
        #expect(truth.count == 0)
    }

    @Test(arguments: [[1, 2], [5], [-1, 5], [Int.max, Int.max, 6], []])
    func `runs that are not those of the mask's size are refused`(_ counts: [Int]) throws {
        var truth = try GroundTruthObjects(imageCount: 1, labelCount: 1)
        let mask = Geometry.RunLengthMask(width: 2, height: 2, counts: counts)
        #expect(throws: RoostError.self) { try truth.append(image: 0, label: 0, box: box, mask: mask) }
        #expect(truth.count == 0)
    }

    @Test func `too many images or labels are refused before memory is taken`() {
        #expect(throws: RoostError.self) { try DetectedObjects(imageCount: .max, labelCount: 1) }
        #expect(throws: RoostError.self) { try DetectedObjects(imageCount: 1, labelCount: .max) }
    }

    @Test func `masks of different sizes on one image are refused`() async throws {
        var truth = try GroundTruthObjects(imageCount: 1, labelCount: 1)
        var found = try DetectedObjects(imageCount: 1, labelCount: 1)
        let (small, wide) = (mask(width: 2), mask(width: 3))
        try truth.append(image: 0, label: 0, box: box, mask: small)
        try found.append(image: 0, label: 0, box: box, score: 1, mask: wide)
        let threads = BlockingThreads(label: "evaluation", count: 1)
        await #expect(throws: RoostError.self) {
            try await DetectionEvaluation.evaluate(found, against: truth, by: .mask, on: threads)
        }
    }

    private func mask(width: Int) -> Geometry.RunLengthMask {
        Geometry.RunLengthMask(width: width, height: 2, counts: [0, 2 * width])
    }
}
