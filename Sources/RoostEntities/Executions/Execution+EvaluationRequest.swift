extension Execution.Input {
    /// What an evaluation is asked for beyond its report.
    public struct EvaluationRequest: Sendable, Codable, Hashable {
        /// Numbers that a user defines over the report's.
        public var metrics: [UserMetric]
        /// Labels of what cannot be counted, such as sky, for panoptic quality; `nil` takes those that the dataset
        /// says.
        public var stuff: [String]?
        /// The label of pixels that no annotation covers; `nil` leaves them out.
        public var unlabeledAs: String?

        public init(metrics: [UserMetric] = [], stuff: [String]? = nil, unlabeledAs: String? = nil) {
            self.metrics = metrics
            self.stuff = stuff
            self.unlabeledAs = unlabeledAs
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
