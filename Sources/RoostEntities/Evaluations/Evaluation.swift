/// How one version did on one snapshot, for good.
public struct Evaluation: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Evaluation>
    public let projectID: Identifier<Project>
    public let executionID: Identifier<Execution>
    public let versionID: Identifier<Version>
    public let version: Reference
    public let snapshotID: Identifier<Snapshot>
    public let snapshot: Digest
    public let datasetID: Identifier<Dataset>
    public let dataset: Dataset.Name
    /// The part of the snapshot; `nil` for all of it.
    public let subset: Subset?
    /// That of its execution.
    public let status: Execution.Status
    /// `nil` until it is finished.
    public let report: EvaluationReport?
    /// The report's ``EvaluationReport/summary`` and what users defined; for those of each class see ``allMetrics``.
    public let metrics: [String: Double]
    public let cost: Cost
    /// What comparisons of detectors and segmenters are made from, item by item; `nil` for classifiers.
    public let evidence: Digest?
    public let createdBy: String
    public let createdAt: Timestamp
    public let finishedAt: Timestamp?

    /// What the version took, as Roost measured it.
    public struct Cost: Sendable, Codable, Hashable {
        /// Milliseconds of running the model for one item, by itself: the median.
        public var latencyMilliseconds: Double?
        /// From image to answer, all stages together.
        public var itemsPerSecond: Double?
        /// Of the process, in bytes.
        public var peakMemory: Int64?
        /// Of the version's artifacts, in bytes.
        public var size: Int64?

        public init(
            latencyMilliseconds: Double? = nil,
            itemsPerSecond: Double? = nil,
            peakMemory: Int64? = nil,
            size: Int64? = nil
        ) {
            self.latencyMilliseconds = latencyMilliseconds
            self.itemsPerSecond = itemsPerSecond
            self.peakMemory = peakMemory
            self.size = size
        }
    }

    /// ``metrics`` and the report's numbers of each class: all that expressions and gates can name.
    public var allMetrics: [String: Double] {
        (report?.metrics ?? [:]).merging(metrics) { _, stored in stored }
    }

    package init(
        id: Identifier<Evaluation>,
        projectID: Identifier<Project>,
        executionID: Identifier<Execution>,
        versionID: Identifier<Version>,
        version: Reference,
        snapshotID: Identifier<Snapshot>,
        snapshot: Digest,
        datasetID: Identifier<Dataset>,
        dataset: Dataset.Name,
        subset: Subset?,
        status: Execution.Status,
        report: EvaluationReport?,
        metrics: [String: Double],
        cost: Cost,
        evidence: Digest? = nil,
        createdBy: String,
        createdAt: Timestamp,
        finishedAt: Timestamp?
    ) {
        self.id = id
        self.projectID = projectID
        self.executionID = executionID
        self.versionID = versionID
        self.version = version
        self.snapshotID = snapshotID
        self.snapshot = snapshot
        self.datasetID = datasetID
        self.dataset = dataset
        self.subset = subset
        self.status = status
        self.report = report
        self.metrics = metrics
        self.cost = cost
        self.evidence = evidence
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }
}
