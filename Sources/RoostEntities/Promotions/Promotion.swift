/// What came of asking that an alias moves to another version.
public struct Promotion: Sendable, Codable, Equatable {
    /// Whether the alias points at the candidate now.
    public let promoted: Bool
    public let alias: Alias
    public let candidate: Reference
    /// Where the alias pointed before.
    public let incumbent: Reference?
    /// One a gate, in the order asked for.
    public let decisions: [Gate.Decision]
    /// The numbers that spoke for the candidate.
    public let candidateMetrics: [String: Double]
    /// The numbers that spoke for the incumbent.
    public let incumbentMetrics: [String: Double]?
    /// What was decided and why, for a person.
    public let words: String

    package init(
        promoted: Bool,
        alias: Alias,
        candidate: Reference,
        incumbent: Reference?,
        decisions: [Gate.Decision],
        candidateMetrics: [String: Double],
        incumbentMetrics: [String: Double]?,
        words: String
    ) {
        self.promoted = promoted
        self.alias = alias
        self.candidate = candidate
        self.incumbent = incumbent
        self.decisions = decisions
        self.candidateMetrics = candidateMetrics
        self.incumbentMetrics = incumbentMetrics
        self.words = words
    }
}
