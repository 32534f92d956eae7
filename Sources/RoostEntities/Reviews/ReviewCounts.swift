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

    /// In the order of the report's labels.
    public let classes: [Class]
    /// Items answered wrongly.
    public let incorrect: Int
    public let unlabeled: Int
    public let ambiguous: Int
    public let failed: Int

    package init(_ report: ClassificationReport) {
        classes = report.perClass.map(Class.init)
        incorrect = report.count - report.correct
        unlabeled = report.unlabeled
        ambiguous = report.ambiguous
        failed = report.failed
    }
}
