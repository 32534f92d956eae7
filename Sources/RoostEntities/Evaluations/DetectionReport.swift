/// How well a detector's answers meet the ground truth: average precision by COCO's rules, what is right and wrong at a
/// working threshold, and what the errors cost.
///
/// Every formula is in `docs/detection-metrics.md`. What cannot be computed, such as the precision of a label that no
/// object has, is `nil`. Items without an answer count: their objects were not found.
public struct DetectionReport: Sendable, Codable, Equatable {
    /// What of an answer and an object is compared.
    public enum Overlap: String, Sendable, Codable, CaseIterable {
        case box, mask
        /// Of masks, and within a distance of their edges.
        case boundary
    }

    /// All classes: the version's in their order, then those of ``unknownLabels``.
    public let labels: [String]
    /// Labels of the ground truth that the version cannot answer; their objects are never found.
    public let unknownLabels: [String]
    /// That of all numbers here but the ``averages`` of others.
    public let overlap: Overlap
    /// COCO's twelve numbers by each overlap that was measured, the main one first.
    public let averages: [Averages]
    public let items: ItemCounts
    /// Of the ground truth, crowds not counted.
    public let objects: Int
    public let crowds: Int
    /// Answers of any score.
    public let detections: Int
    /// The working threshold: answers surer than this count as given.
    public let threshold: Double
    /// How much an answer has to overlap an object to be right, in ``counts`` and all that is taken from them.
    public let matchingOverlap: Double
    /// At the working threshold.
    public let counts: ObjectCounts
    public let precision: Double
    public let recall: Double
    public let f1: Double
    /// Over answers of any score.
    public let errors: ErrorCosts
    /// In the order of ``labels``.
    public let perClass: [PerClass]
    /// How often an answer with one label is on an object of another, at the working threshold.
    public let confusion: [ClassificationReport.Cell]

    package init(
        labels: [String],
        unknownLabels: [String],
        averages: [Averages],
        items: ItemCounts,
        objects: Int,
        crowds: Int,
        detections: Int,
        threshold: Double,
        matchingOverlap: Double,
        errors: ErrorCosts,
        perClass: [PerClass],
        confusion: [ClassificationReport.Cell]
    ) {
        self.labels = labels
        self.unknownLabels = unknownLabels
        overlap = averages.first?.overlap ?? .box
        self.averages = averages
        self.items = items
        self.objects = objects
        self.crowds = crowds
        self.detections = detections
        self.threshold = threshold
        self.matchingOverlap = matchingOverlap
        let counts = perClass.reduce(into: ObjectCounts()) { $0 += $1.counts }
        self.counts = counts
        precision = counts.precision
        recall = counts.recall
        f1 = counts.f1
        self.errors = errors
        self.perClass = perClass
        self.confusion = confusion
    }
}
