extension SegmentationReport {
    private typealias Check = ReportCheck

    /// How many cells the confusion has at most.
    package static let cellLimit = 10_000

    /// Checks a report that came from elsewhere: that its parts are of one size and its numbers possible.
    ///
    /// - Throws: `invalidArgument`, naming what is wrong.
    package func validate() throws(RoostError) {
        try Check.checkLabels(labels, unknown: unknownLabels, perClass: perClass.map(\.label))
        try Check.checkItems(items)
        try Check.demand(unlabeledAs.map(labels.contains) ?? true, "unlabeledAs", "is none of the labels")
        try Check.demand(Check.sum([ignoredPixels]) >= 0, "ignoredPixels", "cannot be")
        // Sums come first: only then can numbers be added without overflow.
        let sums = [perClass.map(\.pixels), perClass.map(\.predicted), perClass.map(\.intersection)]
        try Check.demand(sums.allSatisfy { Check.sum($0) >= 0 }, "perClass", "has pixels that cannot be")
        for entry in perClass { try validate(entry) }
        let means = Means(perClass)
        let said = [meanIoU, meanAccuracy, pixelAccuracy, meanDice, frequencyWeightedIoU]
        let computed = [means.iou, means.accuracy, means.pixelAccuracy, means.dice, means.frequencyWeightedIoU]
        let equal = pixels == means.pixels && zip(said, computed).allSatisfy { Check.equals($0, $1) }
        try Check.demand(equal, "meanIoU", "is not that of its classes")
        try checkConfusion(wrong: pixels - perClass.reduce(0) { $0 + $1.intersection })
    }

    private func validate(_ entry: PerClass) throws(RoostError) {
        let name = quoted(entry.label)
        let possible =
            entry.intersection <= min(entry.pixels, entry.predicted) && entry.counts.areCounts
            && entry.errors.falsePositives == entry.counts.falsePositives
            && entry.errors.falseNegatives == entry.counts.falseNegatives
        try Check.demand(possible, "perClass", "has counts for \(name) that cannot be")
        let same = PerClass(
            label: entry.label,
            pixels: entry.pixels,
            predicted: entry.predicted,
            intersection: entry.intersection,
            truePositives: entry.counts.truePositives,
            errors: entry.errors
        )
        let numbers = [(entry.iou, same.iou), (entry.accuracy, same.accuracy), (entry.dice, same.dice)]
        let equal = numbers.allSatisfy { Check.equals($0.0, $0.1) }
        try Check.demand(equal, "perClass", "has numbers for \(name) that are not those of its pixels")
    }

    private func checkConfusion(wrong: Int) throws(RoostError) {
        try Check.demand(confusion.count <= Self.cellLimit, "confusion", "has more than \(Self.cellLimit) cells")
        let known = Set(labels)
        let cells = confusion.allSatisfy { cell in
            cell.count > 0 && cell.truth != cell.predicted && known.contains(cell.truth)
                && cell.predicted.map(known.contains) ?? true
        }
        try Check.demand(cells, "confusion", "has labels that are none of the labels, or empty cells")
        let sum = Check.sum(confusion.map(\.count) + [otherConfusion])
        try Check.demand(sum == wrong, "confusion", "does not sum to the pixels that are wrong")
    }
}
