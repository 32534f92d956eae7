import RoostEntities
import RoostEvaluation
import Testing

struct SegmentationTests {
    @Test(arguments: try SegmentationFixture.read().semantic)
    func `intersection over union is that of Hugging Face`(_ one: SegmentationFixture.Semantic) throws {
        let report = try SegmentationNumbers(one.counts())
        #expect(isClose(report.meanIntersectionOverUnion, one.meanIoU))
        #expect(isClose(report.meanAccuracy, one.meanAccuracy))
        #expect(isClose(report.overallAccuracy, one.overallAccuracy))
        for (index, label) in report.labels.enumerated() {
            #expect(isClose(label.intersectionOverUnion, one.iou[index]))
            #expect(isClose(label.accuracy, one.accuracy[index]))
        }
    }

    @Test(arguments: try SegmentationFixture.read().panoptic)
    func `panoptic quality is panopticapi's own`(_ one: SegmentationFixture.Panoptic) throws {
        let report = try PanopticNumbers(one.counts(), things: Set(one.thingLabels))
        #expect(isClose(report.all, one.all))
        #expect(isClose(report.things, one.things))
        #expect(isClose(report.stuff, one.stuff))
        for (label, expected) in zip(report.labels, one.labels) { #expect(isClose(label, expected)) }
    }

    @Test func `parts of a set add up to the whole`() throws {
        for one in try SegmentationFixture.read().panoptic {
            let (first, second) = (one.images.prefix(1), one.images.dropFirst())
            var counts = try one.counts(first)
            try counts.merge(one.counts(second))
            let (merged, whole) = try (PanopticNumbers(counts, things: []), PanopticNumbers(one.counts(), things: []))
            #expect(abs((merged.all?.panoptic ?? 0) - (whole.all?.panoptic ?? 1)) < 1e-12)
        }
    }

    @Test func `maps of different sizes are refused`() throws {
        var counts = try SegmentationCounts(labelCount: 2)
        let (one, other) = try (
            LabelMap(width: 2, height: 1, labels: [0, 1]), LabelMap(width: 1, height: 2, labels: [0, 1])
        )
        #expect(throws: RoostError.self) { try counts.add(truth: one, prediction: other) }
        #expect(throws: RoostError.self) { try LabelMap(width: .max, height: 2, labels: []) }
    }

    @Test func `segments that make no sense are refused`() throws {
        #expect(throws: RoostError.self) { try PanopticMap(width: 1, height: 1, segments: [], pixels: [1]) }
        let segments = [PanopticMap.Segment(label: 1), PanopticMap.Segment(label: 7)]
        let map = try PanopticMap(width: 2, height: 1, segments: segments, pixels: [1, 1])
        var (few, many) = try (PanopticCounts(labelCount: 2), PanopticCounts(labelCount: 8))
        #expect(throws: RoostError.self) { try few.add(truth: map, prediction: map) }
        #expect(throws: RoostError.self) { try many.add(truth: map, prediction: map) }
    }

    private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
        guard let value, let expected else { return value == nil && expected == nil }
        return abs(value - expected) <= 1e-9
    }

    /// panopticapi says 0 of a label that does not occur.
    private func isClose(_ value: PanopticNumbers.Quality?, _ expected: [Double]?) -> Bool {
        guard let expected else { return value == nil }
        let values = value.map { [$0.panoptic, $0.segmentation, $0.recognition] } ?? [0.0, 0.0, 0.0]
        return zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-9 }
    }
}
