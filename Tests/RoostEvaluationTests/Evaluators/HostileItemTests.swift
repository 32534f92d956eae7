import RoostEntities
import RoostEvaluation
import RoostThreads
import Testing

struct HostileItemTests {
    private let small = Geometry.mask(Geometry.RunLengthMask(width: 10, height: 10, counts: [100]))
    private let broken = Geometry.mask(Geometry.RunLengthMask(width: 100, height: 100, counts: [5, -5, 10_000]))

    @Test func `masks of another size than the image are refused`() throws {
        let wrong = Annotation.Draft(label: "cat", geometry: small, score: 0.5)
        #expect(throws: RoostError.self) { try Scene.judge([wrong], [], .mask) }
        #expect(throws: RoostError.self) { try Scene.judge([], [wrong], .mask) }
        for var evaluator in try segmenters() {
            let item = try Scene.item([])
            let error = #expect(throws: RoostError.self) {
                try evaluator.add(item: item, prediction: Prediction(annotations: [wrong]))
            }
            #expect(error?.message.contains("10 x 10") == true && error?.code == .failedPrecondition)
        }
    }

    @Test func `answers that are none are refused`() throws {
        let unsure = Scene.box("cat", 0, 0, 1, 1)
        let hostile = [
            unsure, Scene.box("cat", 0, 0, 1, 1, 1.5), Scene.box("cat", 0, 0, -1, 1, 0.5),
            Scene.box("cat", .infinity, 0, 1, 1, 0.5), Scene.box("cow", 0, 0, 1, 1, 0.5),
            Annotation.Draft(label: "cat", score: 0.5), Annotation.Draft(label: "cat", geometry: broken, score: 0.5),
        ]
        for answer in hostile {
            #expect(throws: RoostError.self, "\(answer)") { try Scene.judge([], [answer]) }
            for var evaluator in try segmenters() {
                let item = try Scene.item([])
                #expect(throws: RoostError.self, "\(answer)") {
                    try evaluator.add(item: item, prediction: Prediction(annotations: [answer]))
                }
            }
        }
    }

    @Test func `boxes are refused where masks are compared`() throws {
        #expect(throws: RoostError.self) { try Scene.judge([Scene.box("cat", 0, 0, 1, 1)], [], .mask) }
    }

    @Test func `masks without a pixel and boxes of one are objects`() throws {
        let empty = Geometry.mask(Geometry.RunLengthMask(width: 100, height: 100, counts: [10_000]))
        let answers = [Annotation.Draft(label: "cat", geometry: empty, score: 0.9), Scene.box("dog", 5, 5, 1, 1, 0.9)]
        let truth = [Annotation.Draft(label: "cat", geometry: empty), Scene.box("dog", 5, 5, 1, 1)]
        let judged = try Scene.judge(truth, answers)
        #expect(judged.objects.map(\.kind) == [.background, .truePositive, .missed])
    }

    @Test func `a segment that others cover is no answer`() async throws {
        var evaluator = try PanopticEvaluator(labels: ["cat"], raster: Outlines.raster)
        let answers = [Scene.columns("cat", 0, 10, 0.9), Scene.columns("cat", 0, 20, 0.8)]
        let item = try Scene.item([Scene.columns("cat", 0, 20)])
        let judged = try evaluator.add(item: item, prediction: Prediction(annotations: answers))
        #expect(judged.objects.map(\.kind) == [.truePositive] && judged.outcome.quality == 1)
        let report = await evaluator.finish(on: BlockingThreads(label: "segments", count: 1)).report
        try report.validate()
        #expect(report.summary["pq"] == 1)
    }

    @Test func `versions without labels are refused`() {
        #expect(throws: RoostError.self) { try DetectionEvaluator(labels: [], raster: Outlines.raster) }
        #expect(throws: RoostError.self) { try SegmentationEvaluator(labels: [], raster: Outlines.raster) }
        #expect(throws: RoostError.self) { try PanopticEvaluator(labels: [], raster: Outlines.raster) }
    }

    private func segmenters() throws -> [any ObjectEvaluating] {
        [
            try SegmentationEvaluator(labels: ["cat", "dog"], raster: Outlines.raster),
            try PanopticEvaluator(labels: ["cat", "dog"], raster: Outlines.raster),
        ]
    }
}
