/// A version's place among those evaluated on the same snapshot.
public struct LeaderboardEntry: Sendable, Codable, Hashable {
    public let versionID: Identifier<Version>
    public let version: Reference
    public let evaluationID: Identifier<Evaluation>
    /// Of the metric that the list is ordered by.
    public let value: Double
    /// All numbers of the evaluation.
    public let metrics: [String: Double]
    public let cost: Evaluation.Cost
    /// When it was evaluated.
    public let finishedAt: Timestamp

    package init(
        versionID: Identifier<Version>,
        version: Reference,
        evaluationID: Identifier<Evaluation>,
        value: Double,
        metrics: [String: Double],
        cost: Evaluation.Cost,
        finishedAt: Timestamp
    ) {
        self.versionID = versionID
        self.version = version
        self.evaluationID = evaluationID
        self.value = value
        self.metrics = metrics
        self.cost = cost
        self.finishedAt = finishedAt
    }
}
