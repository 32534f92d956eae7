/// What came of doing a training again.
public struct Reproduction: Sendable, Codable, Hashable {
    /// Whether every artifact came out the same, byte for byte.
    public var matches: Bool
    /// Every artifact of the original and of the repetition, by path.
    public var artifacts: [Artifact]
    /// Where the two environments differ.
    public var environment: [Difference]
    /// Metrics that differ.
    public var metrics: [MetricDifference]
    /// The outcome as a person would say it, with the likely reason.
    public var words: String

    /// One file of the two versions.
    public struct Artifact: Sendable, Codable, Hashable {
        public var path: RoostEntities.Artifact.Path
        /// `nil` when only the repetition has the file.
        public var expected: Digest?
        /// `nil` when only the original has it.
        public var actual: Digest?
        /// The largest absolute difference of two weights at the same place, where the file holds weights.
        public var maxDifference: Double?

        public init(
            path: RoostEntities.Artifact.Path,
            expected: Digest?,
            actual: Digest?,
            maxDifference: Double? = nil
        ) {
            self.path = path
            self.expected = expected
            self.actual = actual
            self.maxDifference = maxDifference
        }
    }

    /// A fact that is not the same.
    public struct Difference: Sendable, Codable, Hashable {
        public var name: String
        public var expected: String
        public var actual: String

        public init(name: String, expected: String, actual: String) {
            self.name = name
            self.expected = expected
            self.actual = actual
        }
    }

    /// A number that is not the same.
    public struct MetricDifference: Sendable, Codable, Hashable {
        public var name: String
        public var expected: Double?
        public var actual: Double?

        public init(name: String, expected: Double?, actual: Double?) {
            self.name = name
            self.expected = expected
            self.actual = actual
        }
    }

    public init(
        matches: Bool,
        artifacts: [Artifact],
        environment: [Difference],
        metrics: [MetricDifference],
        words: String
    ) {
        self.matches = matches
        self.artifacts = artifacts
        self.environment = environment
        self.metrics = metrics
        self.words = words
    }
}
