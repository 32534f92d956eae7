/// One item that an evaluation judged, with what it takes to look at it.
public struct ReviewedItem: Sendable, Codable, Hashable {
    public let outcome: Outcome
    /// Of the image's content.
    public let digest: Digest

    package init(outcome: Outcome, digest: Digest) {
        self.outcome = outcome
        self.digest = digest
    }
}
