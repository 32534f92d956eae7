import RoostEntities
import RoostEvaluation
import Testing

struct SegmentEvaluatorTests {
    @Test(arguments: try EvaluatorCases.load().segmentation)
    func `pixels of whole items are scikit-learn's own`(_ one: SegmentationItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.segmentation)
        try report.validate()
        #expect(report.labels == one.classes && report.unlabeledAs == one.unlabeledAs)
        #expect(zip(report.perClass.map(\.iou), one.iou).allSatisfy { isClose($0, $1) })
        #expect(zip(report.perClass.map(\.dice), one.dice).allSatisfy { isClose($0, $1) })
        #expect(zip(report.perClass.map(\.accuracy), one.accuracy).allSatisfy { isClose($0, $1) })
        #expect(isClose(report.meanIoU, one.mean_iou) && isClose(report.meanDice, one.mean_dice))
        #expect(isClose(report.meanAccuracy, one.mean_accuracy) && isClose(report.pixelAccuracy, one.pixel_accuracy))
        #expect(isClose(report.frequencyWeightedIoU, one.frequency_weighted_iou))
        let area = one.items.reduce(0) { $0 + $1.width * $1.height }
        #expect(report.pixels + report.ignoredPixels == area)
    }

    @Test(arguments: try EvaluatorCases.load().segmentation)
    func `every label of every item has an outcome`(_ one: SegmentationItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.segmentation)
        let outcomes = try one.outcomes()
        let all = outcomes.flatMap(\.objects)
        for object in all { try object.check() }
        let sum = report.perClass.reduce(into: ObjectCounts()) { $0 += $1.counts }
        #expect(sum.truePositives == all.count { $0.kind == .truePositive })
        #expect(sum.falsePositives == all.count { $0.kind.isFalsePositive })
        #expect(sum.falseNegatives == all.count { $0.kind.isFalseNegative })
        #expect(outcomes.count { $0.outcome.kind == .failed } == report.items.failed)
        #expect(outcomes.count { $0.outcome.kind == .unlabeled } == (one.unlabeledAs == nil ? 1 : 0))
    }

    @Test(arguments: try EvaluatorCases.load().panoptic)
    func `segments of whole items are panopticapi's own`(_ one: PanopticItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.panoptic)
        try report.validate()
        #expect(report.labels == one.classes && report.stuffLabels == one.stuff)
        for (name, expected) in one.averages { #expect(isClose(report.summary[name], expected), "\(name)") }
        for (index, entry) in report.perClass.enumerated() {
            let counts = [entry.counts.truePositives, entry.counts.falsePositives, entry.counts.falseNegatives]
            #expect(counts == one.counts[index])
            guard let quality = entry.quality else { continue }
            #expect(isClose(quality.pq, one.perClass[index][0]) && isClose(quality.sq, one.perClass[index][1]))
        }
    }

    @Test(arguments: try EvaluatorCases.load().panoptic)
    func `every segment has an outcome`(_ one: PanopticItems) async throws {
        let report = try #require(try await one.finish(one.predictions).report.panoptic)
        let all = try one.outcomes().flatMap(\.objects)
        for object in all { try object.check() }
        for entry in report.perClass {
            for kind in ObjectOutcome.Kind.allCases where kind != .truePositive {
                let count = all.count {
                    $0.kind == kind && (kind.isFalsePositive ? $0.predicted : $0.truth) == entry.label
                }
                #expect(count == entry.errors[kind], "\(entry.label) \(kind)")
            }
        }
    }

    @Test func `what is wrong about segments is said`() throws {
        var evaluator = try PanopticEvaluator(labels: ["cat", "dog"], raster: Outlines.raster)
        let truth = [Scene.columns("cat", 0, 20), Scene.columns("cat", 30, 20), Scene.columns("dog", 60, 20)]
        let answers = [
            Scene.columns("cat", 0, 20, 0.9), Scene.columns("cat", 45, 10, 0.8), Scene.columns("cat", 60, 18, 0.7),
            Scene.columns("dog", 85, 10, 0.6),
        ]
        let item = try Scene.item(truth + [Scene.columns("dog", 90, 10)])
        let judged = try evaluator.add(item: item, prediction: Prediction(annotations: answers))
        let kinds: [ObjectOutcome.Kind] = [
            .truePositive, .localization, .classification, .localization, .mistaken, .mistaken, .mistaken,
        ]
        #expect(judged.objects.map(\.kind) == kinds)
        #expect(judged.objects.map(\.object) == [0, 1, 2, 3, 1, 2, 3])
    }

    @Test func `a label in the wrong place is wrong and not found`() throws {
        var evaluator = try SegmentationEvaluator(labels: ["cat", "dog"], raster: Outlines.raster)
        let item = try Scene.item([Scene.columns("cat", 0, 40), Scene.columns("dog", 40, 60)])
        let answers = [Scene.columns("dog", 0, 100), Scene.columns("cat", 30, 30)]
        let judged = try evaluator.add(item: item, prediction: Prediction(annotations: answers))
        #expect(judged.objects.map(\.kind) == [.localization, .mistaken, .localization, .mistaken])
        #expect(isClose(judged.outcome.quality, (10.0 / 60 + 40.0 / 90) / 2))
        #expect(judged.objects[0].truthGeometry == item.annotations[0].geometry)
        #expect(judged.objects[1].predictedGeometry == answers[1].geometry)
    }
}
