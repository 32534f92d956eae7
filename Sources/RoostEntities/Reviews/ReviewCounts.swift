/// How many mistakes an evaluation found, class by class.
public struct ReviewCounts: Sendable, Codable, Hashable {
    /// One label's right and wrong answers.
    public struct Class: Sendable, Codable, Hashable {
        public let label: String
        /// Items that have the label.
        public let support: Int
        public let correct: Int
        /// Items that were wrongly given the label.
        public let falsePositives: Int
        /// Items that have the label and were given another.
        public let falseNegatives: Int

        package init(_ counts: ClassificationReport.PerClass) {
            label = counts.label
            support = counts.support
            correct = counts.truePositives
            falsePositives = counts.predicted - counts.truePositives
            falseNegatives = counts.support - counts.truePositives
        }
    }

    /// What became of one label's objects and of the answers with it, at the working threshold.
    public struct Objects: Sendable, Codable, Hashable {
        public let label: String
        /// Objects that have the label; crowds are none.
        public let objects: Int
        public let truePositives: Int
        public let falsePositives: Int
        public let falseNegatives: Int
        /// Wrong answers with the label, and objects of it that were not found, by what is wrong.
        public let errors: ObjectErrorCounts

        package init(label: String, counts: ObjectCounts, errors: ObjectErrorCounts) {
            self.label = label
            objects = counts.truePositives + counts.falseNegatives
            truePositives = counts.truePositives
            falsePositives = counts.falsePositives
            falseNegatives = counts.falseNegatives
            self.errors = errors
        }
    }

    /// In the order of the report's labels; none unless whole images are classified.
    public let classes: [Class]
    /// In the order of the report's labels; `nil` when whole images are classified.
    public let objects: [Objects]?
    /// Items answered wrongly.
    public let incorrect: Int
    public let unlabeled: Int
    public let ambiguous: Int
    public let failed: Int

    package init(_ report: EvaluationReport) {
        switch report {
        case .classification(let report):
            classes = report.perClass.map(Class.init)
            objects = nil
        case .detection(let report):
            classes = []
            objects = report.perClass.map { Objects(label: $0.label, counts: $0.counts, errors: $0.errors) }
        case .segmentation(let report):
            classes = []
            objects = report.perClass.map { Objects(label: $0.label, counts: $0.counts, errors: $0.errors) }
        case .panoptic(let report):
            classes = []
            objects = report.perClass.map { Objects(label: $0.label, counts: $0.counts, errors: $0.errors) }
        }
        let counts = report.outcomeCounts
        incorrect = counts[.incorrect, default: 0]
        unlabeled = counts[.unlabeled, default: 0]
        ambiguous = counts[.ambiguous, default: 0]
        failed = counts[.failed, default: 0]
    }
}
