/// What happened once: the parameters it was done with, and what was measured meanwhile.
///
/// An execution writes one; so may anybody's own script, without an execution.
public struct Run: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Run>
    /// What it was called where it was copied from; it is found by that as by ``id``.
    public let foreignID: TrackedRunID?
    public let projectID: Identifier<Project>
    public let experimentID: Identifier<Experiment>
    public let experiment: Experiment.Name
    public let name: String
    public let status: Status
    public let startedAt: Timestamp
    public let endedAt: Timestamp?
    /// The run that this one is a part of.
    public let parentID: Identifier<Run>?
    /// The execution that writes it; `nil` for a script's.
    public let executionID: Identifier<Execution>?
    /// The version it is about.
    public let versionID: Identifier<Version>?
    /// What people wrote about it.
    public let note: String
    public let tags: Tags
    public let parameters: [String: String]
    public let metrics: [String: MetricSummary]
    public let inputs: [Input]
    public let createdBy: String
    public let deletedAt: Timestamp?

    /// Data that the run read.
    public struct Input: Sendable, Codable, Hashable {
        /// A dataset's name, of this project or from elsewhere.
        public var dataset: String
        public var snapshotID: Identifier<Snapshot>?
        /// What tells this state of the data from others.
        public var digest: String?
        /// What it was read for, such as `training`.
        public var context: String

        public init(
            dataset: String,
            snapshotID: Identifier<Snapshot>? = nil,
            digest: String? = nil,
            context: String = ""
        ) {
            self.dataset = dataset
            self.snapshotID = snapshotID
            self.digest = digest
            self.context = context
        }
    }

    package init(
        id: Identifier<Run>,
        foreignID: TrackedRunID? = nil,
        projectID: Identifier<Project>,
        experimentID: Identifier<Experiment>,
        experiment: Experiment.Name,
        name: String,
        status: Status,
        startedAt: Timestamp,
        endedAt: Timestamp?,
        parentID: Identifier<Run>?,
        executionID: Identifier<Execution>?,
        versionID: Identifier<Version>?,
        note: String,
        tags: Tags,
        parameters: [String: String],
        metrics: [String: MetricSummary],
        inputs: [Input],
        createdBy: String,
        deletedAt: Timestamp?
    ) {
        self.id = id
        self.foreignID = foreignID
        self.projectID = projectID
        self.experimentID = experimentID
        self.experiment = experiment
        self.name = name
        self.status = status
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.parentID = parentID
        self.executionID = executionID
        self.versionID = versionID
        self.note = note
        self.tags = tags
        self.parameters = parameters
        self.metrics = metrics
        self.inputs = inputs
        self.createdBy = createdBy
        self.deletedAt = deletedAt
    }
}
