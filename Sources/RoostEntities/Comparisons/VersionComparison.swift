/// Versions side by side: how well they do, what they cost, and what makes them different.
public struct VersionComparison: Sendable, Codable, Equatable {
    /// One of the versions, in the order asked for.
    public struct Contestant: Sendable, Codable, Hashable {
        public let version: Reference
        public let versionID: Identifier<Version>
        /// The evaluation that speaks for it.
        public let evaluationID: Identifier<Evaluation>
        /// What it was evaluated on.
        public let snapshot: Digest
        /// All numbers of its evaluation, over every item it answered.
        public let metrics: [String: Double]
        public let cost: Evaluation.Cost

        package init(
            version: Reference,
            versionID: Identifier<Version>,
            evaluationID: Identifier<Evaluation>,
            snapshot: Digest,
            metrics: [String: Double],
            cost: Evaluation.Cost
        ) {
            self.version = version
            self.versionID = versionID
            self.evaluationID = evaluationID
            self.snapshot = snapshot
            self.metrics = metrics
            self.cost = cost
        }
    }

    /// A fact about the versions that is not the same for all.
    public struct Difference: Sendable, Codable, Hashable {
        public enum Kind: String, Sendable, Codable, CaseIterable {
            /// What it was trained with.
            case setting
            /// What it was made of.
            case lineage
            /// What it is.
            case content
        }

        public let kind: Kind
        /// Such as `learning_rate` or `parent`.
        public let name: String
        /// In the order of the versions; `null` where a version has none.
        public let values: [JSONValue]

        package init(kind: Kind, name: String, values: [JSONValue]) {
            self.kind = kind
            self.name = name
            self.values = values
        }
    }

    public let dataset: Dataset.Name
    public let subset: Subset?
    /// Whether they were evaluated on different snapshots, which the caller allowed.
    public let acrossSnapshots: Bool
    public let contestants: [Contestant]
    /// Over the items that all of them answered.
    public let comparison: Comparison
    public let differences: [Difference]
    /// What whoever reads the numbers has to know.
    public let warnings: [String]

    package init(
        dataset: Dataset.Name,
        subset: Subset?,
        acrossSnapshots: Bool,
        contestants: [Contestant],
        comparison: Comparison,
        differences: [Difference],
        warnings: [String]
    ) {
        self.dataset = dataset
        self.subset = subset
        self.acrossSnapshots = acrossSnapshots
        self.contestants = contestants
        self.comparison = comparison
        self.differences = differences
        self.warnings = warnings
    }
}
