extension PanopticReport {
    private typealias Check = ReportCheck

    /// Checks a report that came from elsewhere: that its parts are of one size and its numbers possible.
    ///
    /// - Throws: `invalidArgument`, naming what is wrong.
    package func validate() throws(RoostError) {
        try Check.checkLabels(labels, unknown: unknownLabels, perClass: perClass.map(\.label))
        try Check.checkItems(items)
        try Check.demand(
            perClass.filter(\.isStuff).map(\.label) == stuffLabels,
            "stuffLabels",
            "are not those of the classes"
        )
        // Sums come first: only then can numbers be added without overflow.
        let counts = perClass.flatMap { [$0.counts.truePositives, $0.counts.falsePositives, $0.counts.falseNegatives] }
        try Check.demand(Check.sum(counts) >= 0, "perClass", "has counts that cannot be")
        for entry in perClass { try validate(entry) }
        let same = PanopticReport(labels: labels, unknownLabels: unknownLabels, items: items, perClass: perClass)
        let equal = [(all, same.all), (things, same.things), (stuff, same.stuff)].allSatisfy(Self.equals)
        try Check.demand(equal, "all", "is not the mean of the classes")
    }

    private func validate(_ entry: PerClass) throws(RoostError) {
        let name = quoted(entry.label)
        let (counts, errors) = (entry.counts, entry.errors)
        // Every segment that was found overlaps by more than half, at most by all.
        let possible =
            entry.objects == counts.truePositives + counts.falseNegatives
            && errors.falsePositives == counts.falsePositives && errors.falseNegatives == counts.falseNegatives
            && entry.overlap >= 0.5 * Double(counts.truePositives)
            && entry.overlap <= Double(counts.truePositives) * (1 + 1e-9)
        try Check.demand(possible, "perClass", "has counts for \(name) that cannot be")
        let equal = Self.equals(entry.quality, Quality(counts, overlap: entry.overlap))
        try Check.demand(equal, "perClass", "has a quality for \(name) that is not that of its counts")
    }

    private static func equals(_ said: Quality?, _ computed: Quality?) -> Bool {
        Check.equals(said?.pq, computed?.pq) && Check.equals(said?.sq, computed?.sq)
            && Check.equals(said?.rq, computed?.rq)
    }
}
