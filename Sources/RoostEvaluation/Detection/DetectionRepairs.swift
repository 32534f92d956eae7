/// Average precision of detections of which some errors are put right.
///
/// A wrong label or place is put right by giving the detection its object, if it is the surest about an object that was
/// not found; else, and if it is of any other type, by taking the detection away. A miss is put right by taking the
/// object away.
struct DetectionRepairs {
    private struct Point {
        let row: Int32
        let label: UInt16
        let error: DetectionErrors.Kind?
        let isExcused: Bool
        /// The label of the object that putting the error right gives to the detection.
        let repairedLabel: UInt16?
    }

    private let labelCount: Int
    /// The surest first; of equal scores in the order of images.
    private var points: [Point] = []
    /// The same, but of equal scores those that are wrong go first.
    private var wrongFirst: [Point] = []
    private var truthCounts: [Int]
    private var unfoundCounts: [Int]
    private var missedCounts: [Int]

    /// tidecv's, which are not quite those of pycocotools.
    private static let recalls = (0...100).map { Double($0) / 100 }

    init(_ verdicts: DetectionVerdicts) {
        let (truth, found) = (verdicts.overlaps.truth, verdicts.overlaps.detections)
        labelCount = truth.columns.labelCount
        truthCounts = Array(repeating: 0, count: labelCount)
        unfoundCounts = truthCounts
        missedCounts = truthCounts
        for (object, verdict) in verdicts.objects.enumerated() where verdict != .crowd {
            let label = Int(truth.columns.labels[object])
            truthCounts[label] += 1
            if verdict != .found { unfoundCounts[label] += 1 }
            if verdict == .missed { missedCounts[label] += 1 }
        }
        var isClaimed = [Bool](repeating: false, count: truth.count)
        var points: [Point] = []
        points.reserveCapacity(verdicts.order.count)
        for row in verdicts.order {
            let error = DetectionErrors.Kind(verdicts.detections[Int(row)])
            var repairedLabel: UInt16?
            let object = Int(verdicts.detectionPartners[Int(row)])
            if error == .classification || error == .localization, verdicts.objects[object] == .mistaken,
                !isClaimed[object]
            {
                isClaimed[object] = true
                repairedLabel = truth.columns.labels[object]
            }
            points.append(
                Point(
                    row: row,
                    label: found.columns.labels[Int(row)],
                    error: error,
                    isExcused: verdicts.isExcused[Int(row)],
                    repairedLabel: repairedLabel
                )
            )
        }
        let order = ScoreOrder.sorted(
            (0..<Int32(points.count)).map { $0 },
            by: points.map { found.scores[Int($0.row)] }
        )
        self.points = order.map { points[Int($0)] }
        wrongFirst = Self.wrongFirst(self.points, found.scores)
    }

    func count(_ kind: DetectionErrors.Kind) -> Int {
        guard kind != .missed else { return missedCounts.reduce(0, +) }
        return points.count { $0.error == kind }
    }

    /// The precision as it is.
    func averagePrecision() -> Double? {
        averagePrecision(points, truthCounts) { $0.error == nil ? $0.label : nil }
    }

    func averagePrecision(repairing kind: DetectionErrors.Kind) -> Double? {
        guard kind != .missed else {
            let left = zip(truthCounts, missedCounts).map { $0 - $1 }
            return averagePrecision(wrongFirst, left) { $0.error == nil ? $0.label : nil }
        }
        return averagePrecision(wrongFirst, truthCounts, without: kind) { point in
            point.error == kind ? point.repairedLabel : point.error == nil ? point.label : nil
        }
    }

    func averagePrecision(wrongLast: Bool) -> Double? {
        let sorted = points.filter { $0.error == nil } + points.filter { $0.error != nil }
        return averagePrecision(sorted, truthCounts) { $0.error == nil ? $0.label : nil }
    }

    func averagePrecision(missedCount: Bool) -> Double? {
        let left = zip(truthCounts, unfoundCounts).map { $0 - $1 }
        return averagePrecision(wrongFirst, left) { $0.error == nil ? $0.label : nil }
    }

    /// - Parameters:
    ///   - points: in the order in which they are gone through.
    ///   - truthCounts: how many objects of each label there are to be found.
    ///   - repaired: errors of this kind are taken away where they are not made right.
    ///   - rightLabel: the label for which a point is right, or `nil`.
    /// - Returns: the mean over the labels that have points or objects; `nil` if there is none.
    private func averagePrecision(
        _ points: [Point],
        _ truthCounts: [Int],
        without repaired: DetectionErrors.Kind? = nil,
        rightLabel: (Point) -> UInt16?
    ) -> Double? {
        var tracks = [LabelSweep.Track](repeating: LabelSweep.Track(), count: labelCount)
        var seen = [Int32](repeating: 0, count: labelCount)
        for point in points {
            if let label = rightLabel(point).map(Int.init) {
                seen[label] += 1
                tracks[label].totals.append(seen[label])
            } else if !point.isExcused, point.error != repaired || repaired == nil {
                seen[Int(point.label)] += 1
            }
        }
        var (sum, count) = (0.0, 0)
        for label in 0..<labelCount where seen[label] > 0 || truthCounts[label] > 0 {
            count += 1
            guard truthCounts[label] > 0 else { continue }
            var precisions = 0.0
            tracks[label].forEachPrecision(at: Self.recalls, truthCount: truthCounts[label]) { _, precision, _ in
                precisions += precision
            }
            sum += precisions / Double(Self.recalls.count)
        }
        return count == 0 ? nil : sum / Double(count)
    }

    private static func wrongFirst(_ points: [Point], _ scores: [Double]) -> [Point] {
        var sorted: [Point] = []
        sorted.reserveCapacity(points.count)
        var rest = points[...]
        while let first = rest.first {
            let same = rest.prefix { scores[Int($0.row)] == scores[Int(first.row)] }
            sorted += same.filter { $0.error != nil }
            sorted += same.filter { $0.error == nil }
            rest = rest[same.endIndex...]
        }
        return sorted
    }
}
