extension Execution.Input {
    /// What an evaluation is asked for beyond its report.
    public struct EvaluationRequest: Sendable, Codable, Hashable {
        /// Numbers that a user defines over the report's.
        public var metrics: [UserMetric]

        public init(metrics: [UserMetric] = []) {
            self.metrics = metrics
        }
    }

    /// An evaluation over a dataset or a part of it.
    public init(
        evaluation: EvaluationRequest,
        on dataset: Dataset.Name,
        subset: Subset? = nil,
        snapshot: Identifier<Snapshot>? = nil
    ) {
        self.init(dataset: dataset, subset: subset)
        snapshotID = snapshot
        self.evaluation = evaluation
    }
}
