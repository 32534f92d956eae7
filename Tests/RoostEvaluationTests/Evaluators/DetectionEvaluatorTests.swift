import RoostEntities
import RoostEvaluation
import RoostThreads
import Testing

struct DetectionEvaluatorTests {
    @Test(arguments: try EvaluatorCases.load().detection)
    func `averages of whole items are pycocotools' own`(_ one: DetectionItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.detection)
        try report.validate()
        #expect(report.overlap == one.task && report.averages.count == (one.task == .mask ? 3 : 1))
        for averages in report.averages where averages.overlap != .boundary {
            let expected = try #require(one.averages[averages.overlap.rawValue])
            #expect(zip(averages.values, expected).allSatisfy { isClose($0, $1) }, "\(averages.overlap)")
        }
    }

    @Test(arguments: try EvaluatorCases.load().detection)
    func `classes are pycocotools' own, those too that the version does not know`(_ one: DetectionItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.detection)
        #expect(report.labels == one.perClass.map(\.label) && report.unknownLabels == ["zebra"])
        for (entry, expected) in zip(report.perClass, one.perClass) {
            #expect(entry.objects == expected.objects && entry.detections == expected.detections)
            let values = [entry.ap, entry.ap50, entry.ap75, entry.apSmall, entry.apMedium, entry.apLarge, entry.ar100]
            let wanted = [
                expected.ap, expected.ap50, expected.ap75, expected.apSmall, expected.apMedium, expected.apLarge,
                expected.ar100,
            ]
            #expect(zip(values, wanted).allSatisfy { isClose($0, $1) }, "\(entry.label)")
            let counts = [entry.counts.truePositives, entry.counts.falsePositives, entry.counts.falseNegatives]
            #expect(counts == expected.counts, "\(entry.label)")
        }
    }

    @Test(arguments: try EvaluatorCases.load().detection)
    func `what became of objects sums up to the report`(_ one: DetectionItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.detection)
        let outcomes = try one.outcomes()
        for entry in report.perClass {
            let all = outcomes.flatMap(\.objects)
            for kind in ObjectOutcome.Kind.allCases where kind != .truePositive {
                let count = all.count {
                    $0.kind == kind && (kind.isFalsePositive ? $0.predicted : $0.truth) == entry.label
                }
                #expect(count == entry.errors[kind], "\(entry.label) \(kind)")
            }
        }
        for (outcome, objects) in outcomes {
            #expect(objects.map(\.number) == Array(objects.indices))
            #expect(outcome.objects?.truePositives == objects.count { $0.kind == .truePositive })
            for object in objects { try object.check() }
        }
        #expect(report.items.total == one.items.count && report.items.failed == 1)
    }

    @Test(arguments: try DetectionCase.all().filter(\.hasUsualScores))
    func `unusual scenes are pycocotools' own as items, too`(_ one: DetectionCase) async throws {
        let labels = (0..<one.labels).map { "\($0)" }
        let overlap: DetectionReport.Overlap = one.kind == "box" ? .box : .mask
        var evaluator = try DetectionEvaluator(labels: labels, overlap: overlap, raster: Outlines.raster)
        for image in 0..<one.images {
            _ = try evaluator.add(item: one.item(image), prediction: Prediction(annotations: one.answers(image)))
        }
        let report = try await evaluator.finish(on: BlockingThreads(label: "scenes", count: 1)).report
        try report.validate()
        let averages = report.detection?.averages.first { $0.overlap.rawValue == one.kind }
        #expect(zip(try #require(averages).values, one.summary).allSatisfy { isClose($0, $1) })
    }

    @Test func `objects and answers name each other`() throws {
        let outcome = try Scene.judge(
            [Scene.box("cat", 0, 0, 10, 10), Scene.box("dog", 50, 0, 10, 10), Scene.box("cat", 0, 50, 10, 10)],
            [
                Scene.box("cat", 0, 0, 10, 10, 0.9), Scene.box("cat", 1, 0, 10, 10, 0.8),
                Scene.box("cat", 50, 0, 10, 10, 0.7), Scene.box("cat", 90, 90, 5, 5, 0.6),
                Scene.box("dog", 90, 0, 5, 5, 0.4),
            ]
        )
        let kinds: [ObjectOutcome.Kind] = [.truePositive, .duplicate, .classification, .background, .mistaken, .missed]
        #expect(outcome.objects.map(\.kind) == kinds)
        #expect(outcome.objects.map(\.object) == [0, 0, 1, nil, 1, 2])
        #expect(outcome.objects.map(\.truth) == ["cat", "cat", "dog", nil, "dog", "cat"])
        #expect(outcome.objects.map(\.predicted) == ["cat", "cat", "cat", "cat", "cat", nil])
        #expect(outcome.objects[4].predictedGeometry == outcome.objects[2].predictedGeometry)
        #expect(outcome.outcome.quality == 2.0 / 7 && outcome.outcome.kind == .incorrect)
    }

    @Test func `nothing where nothing is to be found is right`() throws {
        let outcome = try Scene.judge([], [Scene.box("cat", 0, 0, 10, 10, 0.5)]).outcome
        #expect(outcome.kind == .correct && outcome.quality == 1 && outcome.objects == ObjectCounts())
    }

    @Test func `objects of items without an answer were not found`() throws {
        let judged = try Scene.judge([Scene.box("cat", 0, 0, 10, 10)], failure: "the file is broken")
        #expect(judged.outcome.kind == .failed && judged.outcome.failure == "the file is broken")
        #expect(judged.objects.map(\.kind) == [.missed] && judged.outcome.objects?.falseNegatives == 1)
    }

    @Test(arguments: try EvaluatorCases.load().detection)
    func `the number of threads changes nothing about the report`(_ one: DetectionItems) async throws {
        let (alone, spread) = try await (one.finish(one.predictions), one.finish(one.predictions, width: 5))
        #expect(alone.report == spread.report && alone.evidence == spread.evidence)
    }

    @Test func `there may be nothing at all`() async throws {
        let report = try #require(try await Scene.report([]).detection)
        try report.validate()
        #expect(report.averages[0].ap == nil && report.precision == 0 && report.items.total == 0)
    }
}
