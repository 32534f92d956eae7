import RoostEntities
import RoostEvaluation
import Testing

struct DetectionEvaluationTests {
    @Test(arguments: try DetectionCase.all()) func `the twelve numbers are pycocotools' own`(_ one: DetectionCase)
        async throws
    {
        let summary = try await one.evaluate().summary
        for (value, expected) in zip(summary.values, one.summary) { #expect(isClose(value, expected)) }
    }

    @Test(arguments: try DetectionCase.all()) func `every label's precision is pycocotools' own`(_ one: DetectionCase)
        async throws
    {
        let report = try await one.evaluate().report
        for (label, areas) in one.precisions.enumerated() {
            for (area, thresholds) in areas.enumerated() {
                for (threshold, expected) in thresholds.enumerated() {
                    let value = report.averagePrecision(label: label, area: area, threshold: threshold)
                    #expect(isClose(value, expected), "label \(label), area \(area), threshold \(threshold)")
                }
            }
        }
    }

    @Test(arguments: try DetectionCase.all()) func `every label's recall is pycocotools' own`(_ one: DetectionCase)
        async throws
    {
        let report = try await one.evaluate().report
        for (label, areas) in one.recalls.enumerated() {
            for (area, limits) in areas.enumerated() {
                for (limit, thresholds) in limits.enumerated() {
                    for (threshold, expected) in thresholds.enumerated() {
                        let value = report.averageRecall(label: label, area: area, limit: limit, threshold: threshold)
                        #expect(isClose(value, expected), "label \(label), area \(area), limit \(limit)")
                    }
                }
            }
        }
    }

    @Test(arguments: try DetectionCase.all()) func `curves are pycocotools' own`(_ one: DetectionCase) async throws {
        let evaluation = try await one.evaluate()
        for expected in one.curves {
            let curve = try #require(
                evaluation.curve(label: 0, area: expected.area, threshold: expected.threshold)
            )
            #expect(zip(curve.precisions, expected.precisions).allSatisfy { isClose($0, $1) })
            #expect(zip(curve.scores, expected.scores).allSatisfy { isClose($0, $1) })
        }
    }

    @Test(arguments: [2, 3, 7]) func `the number of threads changes nothing`(_ width: Int) async throws {
        for one in try DetectionCase.all() {
            let (alone, spread) = try await (one.evaluate(), one.evaluate(width: width))
            #expect(alone.summary == spread.summary)
        }
    }

    @Test func `settings that make no sense are refused`() throws {
        #expect(throws: RoostError.self) { try DetectionSettings(thresholds: []) }
        #expect(throws: RoostError.self) { try DetectionSettings(thresholds: [0.5], limits: [10, 1]) }
    }

    private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
        guard let value, let expected else { return value == nil && expected == nil }
        return abs(value - expected) <= 1e-9 * max(1, abs(expected))
    }
}
