import Foundation
import RoostEntities

/// One class against the rest: the areas under its curves, and the curves in few points.
struct RankedClass {
    let rocAUC: Double?
    let averagePrecision: Double?
    let curve: ClassificationReport.Curve?

    /// An item as a number that sorts by probability.
    ///
    /// The bits of floats from 0 to 1 sort as the floats do and leave the highest two free.
    static func key(probability: Float, isPositive: Bool) -> UInt32 {
        // -0 is 0.
        (probability + 0).bitPattern << 1 | (isPositive ? 1 : 0)
    }

    private static func probability(_ key: UInt32) -> Float { Float(bitPattern: key >> 1) }

    /// Ranks the items of a class.
    ///
    /// Areas are as scikit-learn's `roc_auc_score` and `average_precision_score` have them: items of one probability
    /// are one step, the ROC area is that of trapezoids, the average precision that of steps.
    ///
    /// - Parameters:
    ///   - keys: One an item, as ``key(probability:isPositive:)`` makes them, by rising probability.
    ///   - positives: How many of them have the label.
    ///   - pointLimit: How many points the curve has at most.
    ///   - logarithms: ln(1 + i) for every number i of items, 0 and all included.
    init(sorted keys: [UInt32], positives: Int, pointLimit: Int, logarithms: [Double]) {
        let negatives = keys.count - positives
        guard positives > 0 else {
            (rocAUC, averagePrecision, curve) = (nil, nil, nil)
            return
        }
        var points = CurvePoints(
            positives: positives,
            negatives: negatives,
            limit: pointLimit,
            stepCount: Self.stepCount(keys),
            logarithms: logarithms
        )
        var (truePositives, falsePositives, doubledArea, precisions) = (0, 0, 0, 0.0)
        var end = keys.count
        while end > 0 {
            let threshold = keys[end - 1] >> 1
            var start = end
            var right = 0
            while start > 0, keys[start - 1] >> 1 == threshold {
                right += Int(keys[start - 1] & 1)
                start -= 1
            }
            let wrong = end - start - right
            doubledArea += wrong * (2 * truePositives + right)
            truePositives += right
            falsePositives += wrong
            precisions += Double(right) * Double(truePositives) / Double(truePositives + falsePositives)
            points.add(Self.probability(keys[start]), truePositives: truePositives, falsePositives: falsePositives)
            end = start
        }
        rocAUC = negatives == 0 ? nil : Double(doubledArea) / (2 * Double(positives) * Double(negatives))
        averagePrecision = precisions / Double(positives)
        curve = points.curve()
    }

    /// How many different probabilities there are.
    private static func stepCount(_ keys: [UInt32]) -> Int {
        var count = keys.isEmpty ? 0 : 1
        for index in keys.indices.dropFirst() where keys[index] >> 1 != keys[index - 1] >> 1 { count += 1 }
        return count
    }
}
