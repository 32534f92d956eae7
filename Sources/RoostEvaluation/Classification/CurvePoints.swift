import RoostEntities

/// Chooses, of the points of a curve, those that a picture of it needs.
///
/// The curve is cut into stretches of equal length, measured along the false positive rate, the recall and the logarithm
/// of the number of answers, which is what precision hangs on; each stretch keeps its last point.
struct CurvePoints {
    private let positives: Int
    private let negatives: Int
    private let stretches: Double?
    private let logarithms: [Double]

    private var stretch = -1
    private var thresholds: [Float] = []
    private var truePositives: [Int] = []
    private var falsePositives: [Int] = []

    /// Chooses at most `limit` of `stepCount` points.
    init(positives: Int, negatives: Int, limit: Int, stepCount: Int, logarithms: [Double]) {
        self.positives = positives
        self.negatives = negatives
        self.logarithms = logarithms
        stretches = stepCount <= limit ? nil : Double(max(1, limit - 1))
        let capacity = min(limit, stepCount)
        thresholds.reserveCapacity(capacity)
        truePositives.reserveCapacity(capacity)
        falsePositives.reserveCapacity(capacity)
    }

    mutating func add(_ threshold: Float, truePositives right: Int, falsePositives wrong: Int) {
        if let stretches {
            let answers = logarithms[right + wrong] / (logarithms.last ?? 1)
            let length = Double(wrong) / Double(max(1, negatives)) + Double(right) / Double(positives) + answers
            let current = Int(length / 3 * stretches)
            if current == stretch {
                thresholds.removeLast()
                truePositives.removeLast()
                falsePositives.removeLast()
            }
            stretch = current
        }
        thresholds.append(threshold)
        truePositives.append(right)
        falsePositives.append(wrong)
    }

    var curve: ClassificationReport.Curve {
        ClassificationReport.Curve(
            positives: positives,
            negatives: negatives,
            thresholds: thresholds,
            truePositives: truePositives,
            falsePositives: falsePositives
        )
    }
}
