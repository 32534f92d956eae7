import RoostEntities

/// Chooses, of the points of a curve, those that a picture of it needs.
///
/// The curve is cut into stretches of equal length, measured along the false positive rate, the recall and the logarithm
/// of the number of answers, which is what precision hangs on; each stretch keeps its last point.
struct CurvePoints {
    private let positives: Int
    private let negatives: Int
    private let keepsAll: Bool
    private let logarithms: [Double]
    /// Stretches per true positive, per false positive and per unit of the logarithm: each makes up a third of them.
    private let perTrue: Double
    private let perFalse: Double
    private let perLogarithm: Double

    /// The last point so far of the stretch that is being walked.
    private var last: (threshold: Float, truePositives: Int, falsePositives: Int)?
    private var stretch = 0
    private var thresholds: [Float] = []
    private var truePositives: [Int] = []
    private var falsePositives: [Int] = []

    /// Chooses at most `limit` of `stepCount` points.
    init(positives: Int, negatives: Int, limit: Int, stepCount: Int, logarithms: [Double]) {
        self.positives = positives
        self.negatives = negatives
        self.logarithms = logarithms
        keepsAll = stepCount <= limit
        let third = Double(max(1, limit - 1)) / 3
        perTrue = third / Double(max(1, positives))
        perFalse = third / Double(max(1, negatives))
        perLogarithm = third / (logarithms.last.flatMap { $0 > 0 ? $0 : nil } ?? 1)
    }

    mutating func add(_ threshold: Float, truePositives right: Int, falsePositives wrong: Int) {
        let current = stretch(truePositives: right, falsePositives: wrong)
        if current != stretch { keepLast() }
        stretch = current
        last = (threshold, right, wrong)
    }

    /// The stretch that a point lies in, or the next number when all are kept.
    private func stretch(truePositives right: Int, falsePositives wrong: Int) -> Int {
        guard !keepsAll else { return stretch + 1 }
        return Int(Double(right) * perTrue + Double(wrong) * perFalse + logarithms[right + wrong] * perLogarithm)
    }

    private mutating func keepLast() {
        guard let last else { return }
        thresholds.append(last.threshold)
        truePositives.append(last.truePositives)
        falsePositives.append(last.falsePositives)
    }

    /// The curve through the points that were kept and the last.
    consuming func curve() -> ClassificationReport.Curve {
        keepLast()
        return ClassificationReport.Curve(
            positives: positives,
            negatives: negatives,
            thresholds: thresholds,
            truePositives: truePositives,
            falsePositives: falsePositives
        )
    }
}
