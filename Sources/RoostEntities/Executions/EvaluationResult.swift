/// What a worker found out about a version, once the outcomes of all items are written.
package struct EvaluationResult: Sendable, Codable {
    package var report: EvaluationReport
    /// What the version's adapter measured besides the report, by name; users' metrics are computed by the server.
    package var metrics: [String: Double]
    package var cost: Evaluation.Cost
    /// A blob that the worker uploaded before: what comparisons are made from; `nil` for classifiers.
    package var evidence: Digest?

    package init(
        report: EvaluationReport,
        metrics: [String: Double] = [:],
        cost: Evaluation.Cost,
        evidence: Digest? = nil
    ) {
        self.report = report
        self.metrics = metrics
        self.cost = cost
        self.evidence = evidence
    }
}
