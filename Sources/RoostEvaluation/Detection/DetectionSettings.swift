import RoostEntities

/// What average precision is taken over.
package struct DetectionSettings: Sendable, Hashable {
    /// A range of object sizes; both ends are in it.
    package struct Area: Sendable, Hashable {
        package let name: String
        /// Square pixels.
        package let range: ClosedRange<Double>

        package init(name: String, range: ClosedRange<Double>) {
            self.name = name
            self.range = range
        }
    }

    /// Overlaps from which a detection is right: 1 to 16 numbers above 0, at most 1.
    package let thresholds: [Double]
    /// Recalls at which precision is read, ascending.
    package let recallPoints: [Double]
    /// 1 to 8 ranges; the first is that of the main numbers.
    package let areas: [Area]
    /// How many detections of one label on one image count, ascending; precision is that at the last.
    package let limits: [Int]

    /// COCO's own: 0.5 to 0.95 in ten steps, 101 recalls, all sizes and three classes of size, 1, 10 and 100 detections.
    package static let coco = DetectionSettings(
        checked: Self.steps(from: 0.5, to: 0.95, count: 10),
        recallPoints: Self.steps(from: 0, to: 1, count: 101),
        areas: [
            Area(name: "all", range: 0...1e10),
            Area(name: "small", range: 0...1024),
            Area(name: "medium", range: 1024...9216),
            Area(name: "large", range: 9216...1e10),
        ],
        limits: [1, 10, 100]
    )

    /// - Throws: `invalidArgument` for numbers that are not as the properties say.
    package init(
        thresholds: [Double],
        recallPoints: [Double] = coco.recallPoints,
        areas: [Area] = coco.areas,
        limits: [Int] = coco.limits
    ) throws(RoostError) {
        guard (1...16).contains(thresholds.count), thresholds.allSatisfy({ $0 > 0 && $0 <= 1 }) else {
            throw RoostError(.invalidArgument, "an evaluation has 1 to 16 overlap thresholds above 0, at most 1")
        }
        guard
            (1...1001).contains(recallPoints.count), recallPoints.allSatisfy({ $0 >= 0 && $0 <= 1 }),
            recallPoints == recallPoints.sorted()
        else {
            throw RoostError(.invalidArgument, "an evaluation has 1 to 1001 ascending recalls from 0 to 1")
        }
        guard (1...8).contains(areas.count) else {
            throw RoostError(.invalidArgument, "an evaluation has 1 to 8 ranges of size")
        }
        guard (1...8).contains(limits.count), limits.allSatisfy((1...65_535).contains), limits == limits.sorted() else {
            throw RoostError(.invalidArgument, "an evaluation has 1 to 8 ascending limits from 1 to 65535 detections")
        }
        self.init(checked: thresholds, recallPoints: recallPoints, areas: areas, limits: limits)
    }

    private init(checked thresholds: [Double], recallPoints: [Double], areas: [Area], limits: [Int]) {
        self.thresholds = thresholds
        self.recallPoints = recallPoints
        self.areas = areas
        self.limits = limits
    }

    var limit: Int { limits[limits.count - 1] }

    /// Evenly spaced numbers, rounded as numpy's `linspace` rounds them.
    private static func steps(from first: Double, to last: Double, count: Int) -> [Double] {
        let step = (last - first) / Double(count - 1)
        return (0..<count - 1).map { Double($0) * step + first } + [last]
    }
}
