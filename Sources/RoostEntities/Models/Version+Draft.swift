extension Version {
    /// A version to be: everything but what the system gives.
    public struct Draft: Sendable, Codable {
        public var artifacts: [Artifact.Draft]
        public var description: String
        public var tags: Tags
        public var task: String?
        public var type: String?
        public var labels: [String]
        public var configuration: JSONValue
        public var source: Source
        /// Leaves the version in `created`, so that artifacts can be added.
        public var open: Bool

        public init(
            artifacts: [Artifact.Draft],
            source: Source,
            description: String = "",
            tags: Tags = .none,
            task: String? = nil,
            type: String? = nil,
            labels: [String] = [],
            configuration: JSONValue = .object([:]),
            open: Bool = false
        ) {
            self.artifacts = artifacts
            self.source = source
            self.description = description
            self.tags = tags
            self.task = task
            self.type = type
            self.labels = labels
            self.configuration = configuration
            self.open = open
        }
    }
}
