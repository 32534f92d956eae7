import RoostEntities
import Testing

struct MetricReductionTests {
    private func reduce(_ values: [Double], steps: [Int64]? = nil, to limit: Int) throws -> [MetricPoint] {
        let key = try Run.Key("loss")
        let steps = steps ?? values.indices.map { Int64($0) }
        var reduction = MetricReduction(steps: (steps.first ?? 0)...(steps.last ?? 0), limit: limit)
        for (step, value) in zip(steps, values) {
            reduction.add(MetricPoint(key: key, step: step, at: Timestamp(milliseconds: 0), value: value))
        }
        return reduction.points
    }

    @Test func `the greatest and the least of all survive, however few points stay`() throws {
        var values = (0..<10_000).map { Double($0 % 7) }
        values[4321] = 99
        values[8765] = -99
        let points = try reduce(values, to: 20)
        #expect(points.count <= 20)
        #expect(points.contains { $0.step == 4321 && $0.value == 99 })
        #expect(points.contains { $0.step == 8765 && $0.value == -99 })
        #expect(points.map(\.step) == points.map(\.step).sorted())
    }

    @Test func `a stretch without a number leaves a gap that shows`() throws {
        let points = try reduce([1, 2, .nan, .nan, 3, 4], to: 6)
        #expect(points.map(\.step) == [0, 1, 2, 4, 5])
        #expect(points[2].value.isNaN)
    }

    @Test func `steps at both ends of what there is do no harm`() throws {
        let points = try reduce([1, 5, 2, 3], steps: [.min, -1, 0, .max], to: 4)
        #expect(points.map(\.value) == [1, 5, 2, 3])
    }

    @Test func `many points of one step are one stretch`() throws {
        let points = try reduce([3, 1, 2], steps: [7, 7, 7], to: 2)
        #expect(points.count == 2 && points.map(\.value).sorted() == [1, 3])
    }
}
