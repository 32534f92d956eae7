import Foundation
import RoostEntities
import Testing

struct ReportTests {
    @Test(arguments: EvaluationReport.samples)
    func `a report is what it was when it comes back`(_ report: EvaluationReport) throws {
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(EvaluationReport.self, from: data) == report)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(#""kind":"\#(report.kind.rawValue)""#))
        try report.validate()
    }

    @Test(arguments: EvaluationReport.samples)
    func `a report has its main metric, and names that no user's metric may have`(_ report: EvaluationReport) throws {
        #expect(report.summary[report.mainMetric] != nil)
        for name in report.metrics.keys where !name.contains("(") && !name.contains("-") {
            #expect(throws: RoostError.self, "\(name)") {
                try UserMetric(name: name, expression: MetricExpression("1"))
            }
        }
    }

    @Test(arguments: EvaluationReport.samples)
    func `a report with any of its numbers changed is refused`(_ report: EvaluationReport) throws {
        let text = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
        for match in text.matches(of: /:(-?[0-9][0-9.e-]*)/) {
            for hostile in ["-9223372036854775808", "9223372036854775807", "-2.5"] {
                let changed = text.replacingCharacters(in: match.1.startIndex..<match.1.endIndex, with: hostile)
                #expect(throws: (any Error).self, "\(text[..<match.range.upperBound].suffix(30)) -> \(hostile)") {
                    try JSONDecoder().decode(EvaluationReport.self, from: Data(changed.utf8)).validate()
                }
            }
        }
    }

    @Test func `classes have numbers of their own`() {
        let metrics = EvaluationReport.samples.reduce(into: [:]) { $0.merge($1.metrics) { first, _ in first } }
        #expect(metrics[#"ap("cat")"#] == 0.5 && metrics[#"iou("cat")"#] == 0.75 && metrics[#"pq("cat")"#] == 0.6)
    }

    @Test func `reviews count objects and their errors`() throws {
        let counts = ReviewCounts(EvaluationReport.samples[0])
        let cat = try #require(counts.objects?.first)
        #expect(cat.objects == 2 && cat.truePositives == 1 && cat.falsePositives == 1 && cat.falseNegatives == 1)
        #expect(cat.errors[.localization] == 1 && cat.errors[.mistaken] == 1 && counts.incorrect == 1)
    }
}

extension EvaluationReport {
    static var samples: [EvaluationReport] { [.detection(.sample), .segmentation(.sample), .panoptic(.sample)] }
}

extension ObjectErrorCounts {
    fileprivate static var sample: ObjectErrorCounts {
        var errors = ObjectErrorCounts()
        errors.count(.localization)
        errors.count(.mistaken)
        return errors
    }
}

extension DetectionReport {
    fileprivate static var sample: DetectionReport {
        let averages = Averages(overlap: .box, values: [0.5, 0.75, 0.25] + Array(repeating: 0.5, count: 9))
        return DetectionReport(
            labels: ["cat"],
            unknownLabels: [],
            averages: [averages],
            items: ItemCounts(correct: 1, incorrect: 1),
            objects: 2,
            crowds: 1,
            detections: 2,
            threshold: 0.5,
            matchingOverlap: 0.5,
            errors: ErrorCosts(
                ap: 0.5,
                kinds: [ErrorCosts.Entry(kind: .localization, count: 1, cost: 0.5)],
                falsePositiveCost: 0,
                falseNegativeCost: 0.5
            ),
            perClass: [
                PerClass(
                    label: "cat",
                    objects: 2,
                    detections: 2,
                    averages: averages,
                    truePositives: 1,
                    errors: .sample,
                    curve: Curve(precisions: [1, 0.5], scores: [0.75, 0.5])
                )
            ],
            confusion: []
        )
    }
}

extension SegmentationReport {
    fileprivate static var sample: SegmentationReport {
        SegmentationReport(
            labels: ["cat", "sky"],
            unknownLabels: ["sky"],
            items: ItemCounts(incorrect: 1),
            unlabeledAs: nil,
            ignoredPixels: 3,
            perClass: [
                PerClass(
                    label: "cat",
                    pixels: 3,
                    predicted: 4,
                    intersection: 3,
                    truePositives: 1,
                    errors: ObjectErrorCounts()
                ),
                PerClass(
                    label: "sky",
                    pixels: 2,
                    predicted: 0,
                    intersection: 0,
                    truePositives: 0,
                    errors: .sample
                ),
            ],
            confusion: [Cell(truth: "sky", predicted: "cat", count: 1)],
            otherConfusion: 1
        )
    }
}

extension PanopticReport {
    fileprivate static var sample: PanopticReport {
        var errors = ObjectErrorCounts()
        errors.count(.background)
        return PanopticReport(
            labels: ["cat"],
            unknownLabels: [],
            items: ItemCounts(correct: 1),
            perClass: [PerClass(label: "cat", isStuff: false, truePositives: 1, overlap: 0.9, errors: errors)]
        )
    }
}
