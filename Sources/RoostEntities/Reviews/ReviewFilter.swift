/// Which items of an evaluation a review shows; the most confident come first.
public struct ReviewFilter: Sendable, Hashable {
    public enum Errors: String, Sendable, Codable, CaseIterable {
        /// Items that were wrongly given the label.
        case falsePositive = "false-positive"
        /// Items that have the label and were given another.
        case falseNegative = "false-negative"
        /// Everything that was answered wrongly.
        case any
        /// Items without an answer.
        case failed
        /// Items whose ground truth says several labels.
        case ambiguous
        /// Items without ground truth.
        case unlabeled
    }

    public var errors: Errors
    /// Only this label; what it is compared with depends on ``errors``.
    public var label: String?
    /// Only items of this label that were given another one: a cell of the confusion matrix.
    public var confusion: Confusion?

    /// A cell of the confusion matrix.
    public struct Confusion: Sendable, Hashable {
        public var truth: String
        public var predicted: String

        public init(truth: String, predicted: String) {
            self.truth = truth
            self.predicted = predicted
        }
    }

    public init(_ errors: Errors = .any, label: String? = nil) {
        self.errors = errors
        self.label = label
    }

    public init(confusion: Confusion) {
        errors = .any
        self.confusion = confusion
    }
}
