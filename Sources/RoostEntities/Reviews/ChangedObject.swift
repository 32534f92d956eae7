/// One object of the ground truth that two versions judged.
public struct ChangedObject: Sendable, Codable, Hashable {
    /// Whether it was missed before, or is missed now.
    public let change: ChangedItem.Change
    public let before: ObjectOutcome
    public let after: ObjectOutcome
    /// Of the image's content.
    public let digest: Digest

    package init(change: ChangedItem.Change, before: ObjectOutcome, after: ObjectOutcome, digest: Digest) {
        self.change = change
        self.before = before
        self.after = after
        self.digest = digest
    }
}
