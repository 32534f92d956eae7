import RoostEntities
import RoostEvaluation
import RoostThreads
import Testing

struct DetectionErrorsTests {
    @Test(arguments: try ErrorCase.all()) func `types of errors are tidecv's own`(_ one: ErrorCase) async throws {
        guard let expected = one.errors else { return }
        let errors = try await DetectionErrors(one.detectionCase().verdicts(.tide))
        for (kind, name) in ErrorCase.names {
            #expect(errors.counts[kind] == expected.counts[name], "\(name)")
            #expect(isClose(errors.costs[kind], expected.costs[name]), "\(name)")
        }
        #expect(isClose(errors.averagePrecision, expected.precision))
        #expect(isClose(errors.falsePositiveCost, expected.falsePositives))
        #expect(isClose(errors.falseNegativeCost, expected.falseNegatives))
    }

    @Test(arguments: try ErrorCase.all()) func `right detections are those of pycocotools`(_ one: ErrorCase)
        async throws
    {
        let detectionCase = try one.detectionCase()
        let verdicts = try await detectionCase.verdicts(.coco)
        for (row, partner) in one.partners.enumerated() {
            switch partner {
            case -2: #expect(verdicts.detections[row] == .beyondLimit)
            case -1: #expect(verdicts.detections[row] != .truePositive && !verdicts.isExcused[row])
            case _ where detectionCase.objects[partner].crowd == 1: #expect(verdicts.isExcused[row])
            default:
                #expect(verdicts.detections[row] == .truePositive)
                #expect(verdicts.detectionPartners[row] == Int32(partner))
                #expect(verdicts.objects[partner] == .found)
            }
        }
    }

    @Test(arguments: [2, 5]) func `the number of threads changes no verdict`(_ width: Int) async throws {
        for one in try DetectionCase.all() {
            let (alone, spread) = try await (one.verdicts(.coco), one.verdicts(.coco, width: width))
            #expect(alone.detections == spread.detections)
            #expect(alone.objects == spread.objects)
            #expect(DetectionErrors(alone) == DetectionErrors(spread))
        }
    }

    @Test(arguments: [(0, 0), (1.5, 0.1), (0.5, 0.6), (.nan, 0.1), (0.5, .nan)])
    func `thresholds that make no sense are refused`(_ threshold: Double, _ background: Double) async throws {
        let truth = try GroundTruthObjects(imageCount: 1, labelCount: 1)
        let found = try DetectedObjects(imageCount: 1, labelCount: 1)
        let threads = BlockingThreads(label: "evaluation", count: 1)
        await #expect(throws: RoostError.self) {
            try await DetectionVerdicts(
                of: found,
                against: truth,
                threshold: threshold,
                background: background,
                on: threads
            )
        }
    }

    private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
        guard let value, let expected else { return false }
        return abs(value - expected) <= 1e-9
    }
}

/// One case of detection-errors.json: what tidecv and pycocotools made of the case of that name in detection.json.
struct ErrorCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Errors: Decodable {
        let precision: Double
        let counts: [String: Int]
        let costs: [String: Double]
        let falsePositives: Double
        let falseNegatives: Double
    }

    static let names: [(DetectionErrors.Kind, String)] = [
        (.classification, "Cls"), (.localization, "Loc"), (.both, "Both"), (.duplicate, "Dupe"), (.background, "Bkg"),
        (.missed, "Miss"),
    ]

    let name: String
    /// Nothing where tidecv itself fails.
    let errors: Errors?
    /// For each detection its object, -1 for none, -2 beyond the limit.
    let partners: [Int]

    var testDescription: String { name }

    static func all() throws -> [ErrorCase] {
        try Fixture.load("detection-errors", as: ErrorCases.self).cases
    }

    func detectionCase() throws -> DetectionCase {
        try #require(DetectionCase.all().first { $0.name == name })
    }
}

struct ErrorCases: Decodable {
    let cases: [ErrorCase]
}
