/// How a version was trained: enough to do it again.
public struct TrainingRecord: Sendable, Codable, Hashable {
    /// The version it began with.
    public var parentID: Identifier<Version>
    /// Of the parent's content.
    public var parentDigest: Digest
    public var snapshotID: Identifier<Snapshot>
    /// Of the data.
    public var snapshot: Digest
    public var dataset: Dataset.Name
    /// Once it is trained with every default filled in.
    public var settings: JSONValue
    public var seed: UInt64
    /// The code that trained it, such as `softmax-head`; `nil` until it is trained.
    public var adapter: String?
    /// Where it was trained; `nil` until it is.
    public var environment: Environment?
    /// What the training itself measured at its end, by name.
    public var metrics: [String: Double]
    public var executionID: Identifier<Execution>
    public var runID: Identifier<Run>?

    /// What besides data and settings may make a difference.
    public struct Environment: Sendable, Codable, Hashable {
        /// The version of Roost.
        public var roost: String
        /// The version of ONNX Runtime.
        public var runtime: String
        /// The operating system.
        public var system: String
        /// The kind of processor.
        public var processor: String

        public init(roost: String, runtime: String, system: String, processor: String) {
            self.roost = roost
            self.runtime = runtime
            self.system = system
            self.processor = processor
        }
    }

    package init(
        parentID: Identifier<Version>,
        parentDigest: Digest,
        snapshot: Snapshot,
        settings: JSONValue,
        seed: UInt64,
        executionID: Identifier<Execution>,
        runID: Identifier<Run>?
    ) {
        self.parentID = parentID
        self.parentDigest = parentDigest
        snapshotID = snapshot.id
        self.snapshot = snapshot.digest
        dataset = snapshot.dataset
        self.settings = settings
        self.seed = seed
        metrics = [:]
        self.executionID = executionID
        self.runID = runID
    }
}
