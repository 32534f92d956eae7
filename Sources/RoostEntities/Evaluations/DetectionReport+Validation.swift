extension DetectionReport {
    private typealias Check = ReportCheck

    /// How many points a curve has at most.
    static let curveLimit = 101

    /// Checks a report that came from elsewhere: that its parts are of one size and its numbers possible.
    ///
    /// - Throws: `invalidArgument`, naming what is wrong.
    package func validate() throws(RoostError) {
        try Check.checkLabels(labels, unknown: unknownLabels, perClass: perClass.map(\.label))
        try Check.checkItems(items)
        try checkAverages()
        try Check.demand(Check.areShares([threshold, matchingOverlap]), "threshold", "is not between 0 and 1")
        try Check.demand(counts.areCounts && Check.sum([crowds]) >= 0, "counts", "cannot be")
        try Check.demand(Check.sum(perClass.map(\.objects)) == objects, "perClass", "has objects that do not sum up")
        let answers = Check.sum(perClass.map(\.detections))
        try Check.demand(answers == detections, "perClass", "has detections that do not sum up")
        for entry in perClass { try validate(entry) }
        let sum = perClass.reduce(into: ObjectCounts()) { $0 += $1.counts }
        try Check.demand(sum == counts, "perClass", "has counts that do not sum up")
        let rates = [precision, recall, f1] == [counts.precision, counts.recall, counts.f1]
        try Check.demand(rates, "precision", "is not that of its counts")
        try checkConfusion()
        try checkErrors()
    }

    private func checkAverages() throws(RoostError) {
        let overlaps = averages.map(\.overlap)
        let order = Set(overlaps).count == overlaps.count && overlaps.first == overlap && overlap != .boundary
        try Check.demand(order, "averages", "do not begin with those of the overlap, or have one twice")
        try Check.demand(averages.allSatisfy { Check.areShares($0.values) }, "averages", "are not between 0 and 1")
    }

    private func validate(_ entry: PerClass) throws(RoostError) {
        let name = quoted(entry.label)
        let (found, missed) = (entry.counts.truePositives, entry.counts.falseNegatives)
        // Sums come first: only then can numbers be added without overflow.
        let possible =
            entry.counts.areCounts && Check.sum([found, missed]) == entry.objects
            && Check.sum([found, entry.counts.falsePositives]) <= entry.detections
            && entry.errors.falsePositives == entry.counts.falsePositives && entry.errors.falseNegatives == missed
        try Check.demand(possible, "perClass", "has counts for \(name) that cannot be")
        let rates = [entry.precision, entry.recall, entry.f1]
        let computed = [entry.counts.precision, entry.counts.recall, entry.counts.f1]
        try Check.demand(rates == computed, "perClass", "has a precision for \(name) that is not that of its counts")
        let averages = [entry.ap, entry.ap50, entry.ap75, entry.apSmall, entry.apMedium, entry.apLarge, entry.ar100]
        try Check.demand(Check.areShares(averages), "perClass", "has averages for \(name) that are not between 0 and 1")
        guard let curve = entry.curve else { return }
        let length = curve.precisions.count
        let bounded = length <= Self.curveLimit && length == curve.scores.count
        try Check.demand(bounded, "curve", "has columns of different lengths for \(name), or too long ones")
        let shares = Check.areShares(curve.precisions) && Check.areShares(curve.scores)
        try Check.demand(shares, "curve", "has points for \(name) that are not between 0 and 1")
    }

    private func checkConfusion() throws(RoostError) {
        let known = Set(labels)
        let cells = confusion.allSatisfy { cell in
            cell.count > 0 && cell.truth != cell.predicted && known.contains(cell.truth)
                && known.contains(cell.predicted)
        }
        let places = Set(confusion.map { [$0.truth, $0.predicted] })
        try Check.demand(cells && places.count == confusion.count, "confusion", "has cells that cannot be")
        let said = Check.sum(perClass.map(\.errors.classification))
        try Check.demand(Check.sum(confusion.map(\.count)) == said, "confusion", "does not sum to its errors")
    }

    private func checkErrors() throws(RoostError) {
        let kinds = Set(errors.kinds.map(\.kind))
        let meant = kinds.count == errors.kinds.count && kinds.isDisjoint(with: [.truePositive, .mistaken])
        try Check.demand(meant, "errors", "has a type twice, or one that is none")
        let costs = errors.kinds.map(\.cost) + [errors.falsePositiveCost, errors.falseNegativeCost]
        let possible = Check.sum(errors.kinds.map(\.count)) >= 0 && costs.allSatisfy { abs($0) <= 1 }
        try Check.demand(possible && Check.areShares([errors.ap]), "errors", "has numbers that cannot be")
    }
}
