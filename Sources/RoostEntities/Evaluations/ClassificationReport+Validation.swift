extension ClassificationReport {
    /// How many classes a report has at most.
    package static let classLimit = 100_000

    /// Checks a report that came from elsewhere: that its parts are of one size and its numbers possible.
    ///
    /// - Throws: `invalidArgument`, naming what is wrong.
    package func validate() throws(RoostError) {
        try demand(labels.count <= Self.classLimit, "labels", "has more than \(Self.classLimit) classes")
        try demand(perClass.map(\.label) == labels, "perClass", "does not name the labels in their order")
        try demand(Set(labels).count == labels.count, "labels", "names a class twice")
        try demand(Set(unknownLabels).isSubset(of: labels), "unknownLabels", "has labels that are none of the labels")
        let counts = [unlabeled, ambiguous, failed, correct, count]
        let possible = counts.allSatisfy { (0...Self.countLimit).contains($0) } && correct <= count
        try demand(possible, "count", "cannot be")
        try demand(sum(perClass.map(\.support)) == count, "perClass", "has supports that do not sum to the count")
        try demand(sum(confusion.map(\.count)) == count, "confusion", "does not sum to the count")
        let known = Set(labels)
        let cells = confusion.allSatisfy { $0.count > 0 && known.contains($0.truth) && known.contains($0.predicted) }
        try demand(cells, "confusion", "has labels that are none of the labels, or empty cells")
        for entry in perClass { try validate(entry) }
        try demand(calibration?.bins.count ?? 0 <= 1_000, "calibration", "has more than 1,000 bins")
        try demand(topK.count <= 100, "topK", "has more than 100 entries")
        let numbers = summary.values
        try demand(numbers.allSatisfy(\.isFinite), "report", "has numbers that are not finite")
    }

    private static let countLimit = 1 << 40

    private func validate(_ entry: PerClass) throws(RoostError) {
        let (support, predicted, right) = (entry.support, entry.predicted, entry.truePositives)
        let counts = right >= 0 && right <= min(support, predicted) && max(support, predicted) <= count
        try demand(counts, "perClass", "has counts for \(quoted(entry.label)) that cannot be")
        guard let curve = entry.curve else { return }
        let lengths = Set([curve.thresholds.count, curve.truePositives.count, curve.falsePositives.count])
        try demand(lengths.count == 1, "curve", "has columns of different lengths for \(quoted(entry.label))")
        try demand(curve.thresholds.count <= 1_000, "curve", "has more than 1,000 points for \(quoted(entry.label))")
    }

    /// Their sum; -1 when one is negative or the sum too large to be.
    private func sum(_ counts: [Int]) -> Int {
        var sum = 0
        for count in counts {
            guard (0...Self.countLimit).contains(count), sum <= Self.countLimit else { return -1 }
            sum += count
        }
        return sum
    }

    private func demand(_ holds: Bool, _ field: String, _ fault: String) throws(RoostError) {
        guard !holds else { return }
        throw RoostError(.invalidArgument, "the report's \(field) \(fault); send it as the evaluator made it")
    }
}
