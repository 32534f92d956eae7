import Foundation
import RoostEntities
import RoostEvaluation
import Testing

struct EvaluatorTests {
    private let item: Identifier<Item>
    private let path: Artifact.Path

    init() throws {
        item = try Identifier("0123456789abcdef01234567")
        path = try Artifact.Path("3/0007.png")
    }

    private func outcome(
        _ evaluator: inout ClassificationEvaluator,
        truths: Set<String>,
        _ probabilities: [Float]
    ) throws -> Outcome {
        try evaluator.evaluate(item, at: path, truths: truths, .probabilities(probabilities))
    }

    @Test func `an outcome says what was right, how sure, and where the truth stood`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b", "c"])
        let wrong = try outcome(&evaluator, truths: ["c"], [0.5, 0.25, 0.25])
        #expect(wrong.kind == .incorrect)
        #expect((wrong.truth, wrong.predicted) == ("c", "a"))
        #expect((wrong.confidence, wrong.truthProbability) == (0.5, 0.25))
        #expect(wrong.truthRank == 3)
        let right = try outcome(&evaluator, truths: ["a"], [0.5, 0.5, 0])
        #expect(right.kind == .correct)
        #expect(right.truthRank == 1)
    }

    @Test func `items without one label or without an answer count apart`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        #expect(try outcome(&evaluator, truths: [], [0.25, 0.75]).kind == .unlabeled)
        let ambiguous = try outcome(&evaluator, truths: ["a", "b"], [0.25, 0.75])
        #expect(ambiguous.kind == .ambiguous)
        #expect(ambiguous.predicted == "b")
        let failed = try evaluator.evaluate(item, at: path, truths: ["a"], .failure("no image"))
        #expect(failed.kind == .failed)
        #expect(failed.failure == "no image")
        let report = evaluator.report()
        #expect((report.unlabeled, report.ambiguous, report.failed, report.count) == (1, 1, 1, 0))
    }

    @Test func `no items have no numbers`() throws {
        let report = try ClassificationEvaluator(labels: ["a", "b", "c"]).report()
        #expect(report.summary == ["count": 0, "unlabeled": 0, "ambiguous": 0, "failed": 0])
        #expect(report.perClass.map(\.f1) == [0, 0, 0])
        #expect(report.calibration == nil)
        try report.validate()
    }

    @Test func `a label the version does not know is a class that is always wrong`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        #expect(try outcome(&evaluator, truths: ["a"], [1, 0]).kind == .correct)
        let stranger = try outcome(&evaluator, truths: ["x"], [1, 0])
        #expect(stranger.kind == .incorrect)
        #expect(stranger.truthRank == nil)
        let report = evaluator.report()
        #expect(report.labels == ["a", "b", "x"])
        #expect(report.unknownLabels == ["x"])
        #expect(report.accuracy == 0.5)
        try report.validate()
    }

    @Test(arguments: [[.nan, 0.5], [0.5, .infinity], [-0.25, 1.25], [1], [0.5, 0.25, 0.25], []] as [[Float]])
    func `what is no probabilities is refused, and leaves no trace`(_ probabilities: [Float]) throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        let error = #expect(throws: RoostError.self) { try outcome(&evaluator, truths: ["x"], probabilities) }
        #expect(error?.message.contains("3/0007.png") == true)
        #expect(evaluator.report().count == 0)
        #expect(evaluator.report().labels == ["a", "b"])
    }

    @Test func `a probability that was rounded above 1 is 1`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        let outcome = try outcome(&evaluator, truths: ["a"], [Float(1).nextUp, 0])
        #expect(outcome.truthProbability == 1)
    }

    @Test func `outputs of one label are one class`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["crane", "dog", "crane"])
        let outcome = try outcome(&evaluator, truths: ["crane"], [0.25, 0.5, 0.25])
        #expect(outcome.truthProbability == 0.5)
        #expect(outcome.kind == .correct)
        #expect(evaluator.report().labels == ["crane", "dog"])
    }

    @Test func `confidences that do not sum to 1 have no log loss and no Brier score`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        try evaluator.add(truth: "a", probabilities: [0.75, 0.75])
        let report = evaluator.report()
        #expect(report.logLoss == nil)
        #expect(report.brier == nil)
        #expect(report.accuracy == 1)
    }

    @Test func `a version of one label is judged too`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a"])
        try evaluator.add(truth: "a", probabilities: [1])
        try evaluator.add(truth: "x", probabilities: [1])
        let report = evaluator.report()
        #expect(report.accuracy == 0.5)
        #expect(report.perClass[0].rocAUC == 0.5)
        #expect(throws: RoostError.self) { try ClassificationEvaluator(labels: []) }
    }

    @Test func `more probabilities than are kept leave only the curves out`() throws {
        var reports: [ClassificationReport] = []
        for limit in [6, 5] {
            var evaluator = try ClassificationEvaluator(labels: ["a", "b"], keptLimit: limit)
            for truth in ["a", "b", "a"] { try evaluator.add(truth: truth, probabilities: [0.75, 0.25]) }
            reports.append(evaluator.report())
        }
        #expect(reports[0].rocAUC?.macro == 0.5)
        #expect(reports[1].rocAUC == nil)
        #expect(reports[1].perClass.allSatisfy { $0.curve == nil && $0.averagePrecision == nil })
        #expect(reports[0].logLoss == reports[1].logLoss)
    }

    @Test func `a report that was tampered with is refused`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        try evaluator.add(truth: "a", probabilities: [0.75, 0.25])
        let text = String(decoding: try JSONEncoder().encode(evaluator.report()), as: UTF8.self)
        for (whole, damaged) in [
            (#""count":1,"#, #""count":2,"#), (#""correct":1"#, #""correct":-9223372036854775808"#),
            (#""support":1"#, #""support":9223372036854775807"#), (#""label":"a""#, #""label":"x""#),
            (#""thresholds":["#, #""thresholds":[1,"#), (#""truth":"a""#, #""truth":"z""#),
        ] {
            #expect(text.contains(whole))
            let changed = Data(text.replacingOccurrences(of: whole, with: damaged).utf8)
            let report = try JSONDecoder().decode(ClassificationReport.self, from: changed)
            #expect(throws: RoostError.self) { try report.validate() }
        }
    }

    @Test func `a long curve is told in 200 points, its areas are those of all`() throws {
        var evaluator = try ClassificationEvaluator(labels: ["a", "b"])
        var generator = Xoshiro256(seed: 4)
        for _ in 0..<5_000 {
            let p = Float(generator.next(below: 1 << 20)) / Float(1 << 20)
            let isFirst = Float(generator.next(below: 1 << 20)) / Float(1 << 20) < p
            try evaluator.add(truth: isFirst ? "a" : "b", probabilities: [p, 1 - p])
        }
        let report = evaluator.report()
        let (entry, curve) = (report.perClass[0], try #require(report.perClass[0].curve))
        #expect((100...200).contains(curve.thresholds.count))
        #expect(curve.truePositives.last == curve.positives)
        #expect(curve.falsePositives.last == curve.negatives)
        var area = 0.0
        for (left, right) in zip(curve.roc, curve.roc.dropFirst()) {
            area +=
                (right.falsePositiveRate - left.falsePositiveRate) * (right.truePositiveRate + left.truePositiveRate)
                / 2
        }
        #expect(abs(area - (entry.rocAUC ?? 0)) < 0.001)
    }
}
