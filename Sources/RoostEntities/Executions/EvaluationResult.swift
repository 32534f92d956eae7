/// What a worker found out about a version, once the outcomes of all items are written.
package struct EvaluationResult: Sendable, Codable {
    package var report: ClassificationReport
    /// What the version's adapter measured besides the report, by name; users' metrics are computed by the server.
    package var metrics: [String: Double]
    package var cost: Evaluation.Cost

    package init(report: ClassificationReport, metrics: [String: Double] = [:], cost: Evaluation.Cost) {
        self.report = report
        self.metrics = metrics
        self.cost = cost
    }
}
