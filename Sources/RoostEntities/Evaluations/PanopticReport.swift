/// How well segments were found: panoptic quality of Kirillov et al., "Panoptic Segmentation", 2019.
///
/// A label that occurs in neither ground truth nor answers has no quality, `nil`. Items without an answer count: their
/// segments were not found.
public struct PanopticReport: Sendable, Codable, Equatable {
    /// All classes: the version's in their order, then those of ``unknownLabels``.
    public let labels: [String]
    /// Labels of the ground truth that the version cannot answer; their segments are never found.
    public let unknownLabels: [String]
    /// Those of the ``labels`` that cannot be counted, such as sky; all others are things.
    public let stuffLabels: [String]
    public let items: ItemCounts
    /// Over the labels that occur.
    public let all: Quality?
    public let things: Quality?
    /// Over the labels of ``stuffLabels`` that occur.
    public let stuff: Quality?
    /// In the order of ``labels``.
    public let perClass: [PerClass]

    public struct Quality: Sendable, Codable, Hashable {
        /// Panoptic quality, 0 to 1.
        public let pq: Double
        /// The mean overlap of the segments that were found.
        public let sq: Double
        /// The F1 of finding segments.
        public let rq: Double

        package init(pq: Double, sq: Double, rq: Double) {
            self.pq = pq
            self.sq = sq
            self.rq = rq
        }

        /// The means of several; `nil` of none.
        package init?(mean qualities: [Quality]) {
            guard !qualities.isEmpty else { return nil }
            let count = Double(qualities.count)
            pq = qualities.reduce(0) { $0 + $1.pq } / count
            sq = qualities.reduce(0) { $0 + $1.sq } / count
            rq = qualities.reduce(0) { $0 + $1.rq } / count
        }

        /// That of one label; `nil` where it has no segment.
        package init?(_ counts: ObjectCounts, overlap: Double) {
            let (found, wrong) = (Double(counts.truePositives), Double(counts.falsePositives))
            let all = found + 0.5 * wrong + 0.5 * Double(counts.falseNegatives)
            guard all > 0 else { return nil }
            pq = overlap / all
            sq = found > 0 ? overlap / found : 0
            rq = found / all
        }
    }

    /// One class.
    public struct PerClass: Sendable, Codable, Hashable {
        public let label: String
        public let isStuff: Bool
        /// Segments of the ground truth, crowds not counted.
        public let objects: Int
        public let counts: ObjectCounts
        /// Of the segments that were found, summed.
        public let overlap: Double
        public let quality: Quality?
        public let errors: ObjectErrorCounts

        package init(
            label: String,
            isStuff: Bool,
            truePositives: Int,
            overlap: Double,
            errors: ObjectErrorCounts
        ) {
            let counts = ObjectCounts(
                truePositives: truePositives,
                falsePositives: errors.falsePositives,
                falseNegatives: errors.falseNegatives
            )
            self.label = label
            self.isStuff = isStuff
            objects = counts.truePositives + counts.falseNegatives
            self.counts = counts
            self.overlap = overlap
            quality = Quality(counts, overlap: overlap)
            self.errors = errors
        }
    }

    package init(labels: [String], unknownLabels: [String], items: ItemCounts, perClass: [PerClass]) {
        self.labels = labels
        self.unknownLabels = unknownLabels
        stuffLabels = perClass.filter(\.isStuff).map(\.label)
        self.items = items
        all = Quality(mean: perClass.compactMap(\.quality))
        things = Quality(mean: perClass.filter { !$0.isStuff }.compactMap(\.quality))
        stuff = Quality(mean: perClass.filter(\.isStuff).compactMap(\.quality))
        self.perClass = perClass
    }
}
