/// One item that two versions judged.
public struct ChangedItem: Sendable, Codable, Hashable {
    /// What became of a mistake.
    public enum Change: String, Sendable, Codable, CaseIterable {
        /// Wrong before, right after.
        case fixed
        /// Right before, wrong after.
        case broken
        /// Wrong both times.
        case stillWrong = "still-wrong"
    }

    public let change: Change
    public let before: Outcome
    public let after: Outcome
    /// Of the image's content.
    public let digest: Digest

    package init(change: Change, before: Outcome, after: Outcome, digest: Digest) {
        self.change = change
        self.before = before
        self.after = after
        self.digest = digest
    }
}
