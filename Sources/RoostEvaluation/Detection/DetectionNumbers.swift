/// Average precision and recall, for every label, range of sizes, threshold and limit.
package struct DetectionNumbers: Sendable {
    package let settings: DetectionSettings
    package let labelCount: Int
    /// Objects to be found, crowds and other sizes not counted: for each label, for each range of sizes.
    let truthCounts: [Int]
    /// For each label, range of sizes and threshold; not a number where there is nothing to be found.
    let precisions: [Double]
    /// For each label, range of sizes, limit and threshold; not a number where there is nothing to be found.
    let recalls: [Double]

    /// How many objects of a label and range of sizes there are to be found.
    package func truthCount(label: Int, area: Int = 0) -> Int {
        truthCounts[label * settings.areas.count + area]
    }

    /// The mean of the precisions at all recalls, over what is not chosen.
    ///
    /// - Parameters:
    ///   - label: all by default.
    ///   - area: an index into the ranges of sizes.
    ///   - threshold: an index into the thresholds; all by default.
    /// - Returns: `nil` if there is nothing to be found.
    package func averagePrecision(label: Int? = nil, area: Int = 0, threshold: Int? = nil) -> Double? {
        mean(label, threshold) { label, threshold in
            precisions[(label * settings.areas.count + area) * settings.thresholds.count + threshold]
        }
    }

    /// The mean of the recalls over what is not chosen.
    ///
    /// - Parameters:
    ///   - label: all by default.
    ///   - area: an index into the ranges of sizes.
    ///   - limit: an index into the limits; the last by default.
    ///   - threshold: an index into the thresholds; all by default.
    /// - Returns: `nil` if there is nothing to be found.
    package func averageRecall(
        label: Int? = nil,
        area: Int = 0,
        limit: Int? = nil,
        threshold: Int? = nil
    ) -> Double? {
        let limits = settings.limits.count
        return mean(label, threshold) { label, threshold in
            let row = (label * settings.areas.count + area) * limits + (limit ?? limits - 1)
            return recalls[row * settings.thresholds.count + threshold]
        }
    }

    private func mean(_ label: Int?, _ threshold: Int?, _ value: (Int, Int) -> Double) -> Double? {
        var (sum, count) = (0.0, 0)
        for label in label.map({ $0..<$0 + 1 }) ?? 0..<labelCount {
            for threshold in threshold.map({ $0..<$0 + 1 }) ?? settings.thresholds.indices {
                let value = value(label, threshold)
                guard !value.isNaN else { continue }
                sum += value
                count += 1
            }
        }
        return count == 0 ? nil : sum / Double(count)
    }
}
