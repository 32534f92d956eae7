import RoostEntities

/// Answers by their confidence, in bins of equal width.
struct ReliabilityBins: Sendable {
    private var counts: [Int]
    private var correct: [Int]
    private var confidences: [Double]

    init(count: Int) {
        counts = Array(repeating: 0, count: count)
        correct = counts
        confidences = Array(repeating: 0, count: count)
    }

    mutating func add(confidence: Double, isCorrect: Bool) {
        let index = index(of: confidence)
        counts[index] += 1
        correct[index] += isCorrect ? 1 : 0
        confidences[index] += confidence
    }

    /// The bin (lower, upper] that has `confidence`; 0 is in the first.
    private func index(of confidence: Double) -> Int {
        var index = min(counts.count - 1, max(0, Int((confidence * Double(counts.count)).rounded(.up)) - 1))
        // The product is rounded: the bounds decide.
        if index > 0, confidence <= bound(index) { index -= 1 }
        if index < counts.count - 1, confidence > bound(index + 1) { index += 1 }
        return index
    }

    private func bound(_ index: Int) -> Double { Double(index) / Double(counts.count) }

    /// `nil` without answers.
    var calibration: ClassificationReport.Calibration? {
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        var (ece, mce) = (0.0, 0.0)
        let bins = counts.indices.map { index in
            let count = Double(counts[index])
            guard count > 0 else {
                return ClassificationReport.Bin(
                    lower: bound(index),
                    upper: bound(index + 1),
                    count: 0,
                    confidence: nil,
                    accuracy: nil
                )
            }
            let (confidence, accuracy) = (confidences[index] / count, Double(correct[index]) / count)
            ece += abs(confidence - accuracy) * count / Double(total)
            mce = max(mce, abs(confidence - accuracy))
            return ClassificationReport.Bin(
                lower: bound(index),
                upper: bound(index + 1),
                count: counts[index],
                confidence: confidence,
                accuracy: accuracy
            )
        }
        return ClassificationReport.Calibration(ece: ece, mce: mce, bins: bins)
    }
}
