/// Precision and recall of some labels.
struct LabelTally: Sendable {
    private(set) var truthCounts: [Int] = []
    private(set) var precisions: [Double] = []
    private(set) var recalls: [Double] = []

    init(_ matching: DetectionMatching, labels: Range<Int>) {
        let settings = matching.plan.settings
        countTruth(matching.plan, labels: labels)
        for (index, label) in labels.enumerated() {
            let sweep = matching.sweep(label: label)
            for area in settings.areas.indices {
                let truthCount = truthCounts[index * settings.areas.count + area]
                for threshold in settings.thresholds.indices {
                    let track = sweep.tracks[area * settings.thresholds.count + threshold]
                    precisions.append(Self.averagePrecision(track, settings.recallPoints, truthCount))
                }
                let row = area * settings.limits.count * settings.thresholds.count
                for found in sweep.found[row..<row + settings.limits.count * settings.thresholds.count] {
                    recalls.append(truthCount == 0 ? .nan : Double(found) / Double(truthCount))
                }
            }
        }
    }

    private mutating func countTruth(_ plan: DetectionPlan, labels: Range<Int>) {
        let (truth, areas) = (plan.overlaps.truth, plan.settings.areas.count)
        truthCounts = Array(repeating: 0, count: labels.count * areas)
        for (object, label) in truth.columns.labels.enumerated() where labels.contains(Int(label)) {
            guard !truth.crowds[object] else { continue }
            let outside = plan.settings.outside(truth.areas[object])
            for area in 0..<areas where outside & 1 << UInt8(area) == 0 {
                truthCounts[(Int(label) - labels.lowerBound) * areas + area] += 1
            }
        }
    }

    private static func averagePrecision(_ track: LabelSweep.Track, _ recalls: [Double], _ truthCount: Int) -> Double {
        guard truthCount > 0 else { return .nan }
        var sum = 0.0
        track.forEachPrecision(at: recalls, truthCount: truthCount) { _, precision, _ in sum += precision }
        return sum / Double(recalls.count)
    }
}

extension DetectionNumbers {
    init(_ plan: DetectionPlan, _ tallies: [LabelTally]) {
        settings = plan.settings
        labelCount = plan.overlaps.truth.columns.labelCount
        truthCounts = tallies.flatMap(\.truthCounts)
        precisions = tallies.flatMap(\.precisions)
        recalls = tallies.flatMap(\.recalls)
    }
}
