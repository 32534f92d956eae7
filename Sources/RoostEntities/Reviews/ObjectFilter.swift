/// Which objects of an evaluation a review shows; the surest mistakes come first, and without scores those that overlap
/// least.
public struct ObjectFilter: Sendable, Hashable {
    public enum Errors: String, Sendable, Codable, CaseIterable {
        /// Every mistake: what is there and was not found, and what was found and is not there.
        case any
        /// What was found and is not there.
        case falsePositive = "false-positive"
        /// What is there and was not found.
        case falseNegative = "false-negative"
        /// Found at the right place, as something else.
        case classification
        /// Found as the right thing, not quite at its place.
        case localization
        /// Found as something else, and not quite at its place.
        case both
        /// Found a second time.
        case duplicate
        /// Found where nothing is.
        case background
        /// Not found at all.
        case missed
        /// Found wrongly: some other mistake is about it.
        case mistaken
        /// Found as it should be: no mistake.
        case truePositive = "true-positive"
    }

    public var errors: Errors
    /// Only this label: the one that was said of false positives, else the true one.
    public var label: String?
    /// Only objects of the first label that were found as the second.
    public var confusion: ReviewFilter.Confusion?

    public init(_ errors: Errors = .any, label: String? = nil) {
        self.errors = errors
        self.label = label
    }

    public init(confusion: ReviewFilter.Confusion) {
        errors = .any
        self.confusion = confusion
    }
}
