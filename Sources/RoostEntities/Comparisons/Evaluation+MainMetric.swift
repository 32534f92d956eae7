extension Evaluation {
    /// The number that people mean when they name none: `accuracy`, `ap`, `mean_iou` or `pq`; known without the report,
    /// too.
    public var mainMetric: String {
        let known = EvaluationReport.Kind.allCases.map(\.mainMetric)
        return report?.mainMetric ?? known.first { metrics[$0] != nil } ?? "accuracy"
    }
}
