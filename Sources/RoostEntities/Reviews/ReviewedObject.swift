/// One object that an evaluation judged, with what it takes to look at it.
public struct ReviewedObject: Sendable, Codable, Hashable {
    public let outcome: ObjectOutcome
    /// Of the image's content.
    public let digest: Digest

    package init(outcome: ObjectOutcome, digest: Digest) {
        self.outcome = outcome
        self.digest = digest
    }
}
