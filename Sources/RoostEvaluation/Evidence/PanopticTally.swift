import RoostEntities

/// Segments by class, over items that are drawn anew.
struct PanopticTally: EvidenceTally {
    static let names = ["pq", "sq", "rq", "pq_things", "sq_things", "rq_things", "pq_stuff", "sq_stuff", "rq_stuff"]
    static let classNames = ["pq", "sq", "rq"]

    private struct Counts {
        var objects = ObjectCounts()
        var overlap = 0.0
    }

    private struct Entry {
        let item: Int
        let label: Int
        var counts: Counts
    }

    private let entries: [Entry]
    private let isStuff: [Bool]
    private var classes: [Counts]

    init(_ part: EvidencePart) {
        classes = Array(repeating: Counts(), count: part.labelCount)
        guard case .panoptic(let content) = part.evidence.content else {
            (entries, isStuff) = ([], [])
            return
        }
        var isStuff = Array(repeating: false, count: part.labelCount)
        for (index, label) in part.labels.enumerated() { isStuff[label] = content.isStuff[index] == 1 }
        self.isStuff = isStuff
        entries = part.items.enumerated().flatMap { index, item in
            var byLabel: [Int: Counts] = [:]
            for row in content.objects[item] {
                let label = part.labels[Int(content.objectLabels[row])]
                byLabel[label, default: Counts()].objects.count(content.overlaps[row] > 0 ? .truePositive : .missed)
                byLabel[label, default: Counts()].overlap += content.overlaps[row]
            }
            for row in content.wrong[item] {
                byLabel[part.labels[Int(content.wrongLabels[row])], default: Counts()].objects.count(.background)
            }
            return byLabel.sorted { $0.key < $1.key }.map { Entry(item: index, label: $0.key, counts: $0.value) }
        }
    }

    mutating func count(_ occurrences: [Int]) {
        for label in classes.indices { classes[label] = Counts() }
        for entry in entries {
            let count = occurrences[entry.item]
            classes[entry.label].objects.truePositives += count * entry.counts.objects.truePositives
            classes[entry.label].objects.falsePositives += count * entry.counts.objects.falsePositives
            classes[entry.label].objects.falseNegatives += count * entry.counts.objects.falseNegatives
            classes[entry.label].overlap += Double(count) * entry.counts.overlap
        }
    }

    func value(_ name: String) -> Double? {
        let parts = name.split(separator: "_")
        guard let first = parts.first else { return nil }
        let labels = classes.indices.filter { parts.count == 1 || isStuff[$0] == (parts[1] == "stuff") }
        return PanopticReport.Quality(mean: labels.compactMap(quality)).flatMap { Self.number(String(first), of: $0) }
    }

    func value(_ name: String, of label: Int) -> Double? { quality(label).flatMap { Self.number(name, of: $0) } }

    private func quality(_ label: Int) -> PanopticReport.Quality? {
        PanopticReport.Quality(classes[label].objects, overlap: classes[label].overlap)
    }

    private static func number(_ name: String, of quality: PanopticReport.Quality) -> Double? {
        switch name {
        case "pq": quality.pq
        case "sq": quality.sq
        case "rq": quality.rq
        default: nil
        }
    }
}
