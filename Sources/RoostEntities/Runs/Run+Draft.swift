extension Run {
    /// A run to be; nothing of it has to be said.
    public struct Draft: Sendable, Hashable, Codable {
        /// Made if it is missing.
        public var experiment: Experiment.Name
        /// One is made up when there is none.
        public var name: String?
        public var parentID: Identifier<Run>?
        /// The version that the run is about.
        public var version: Reference?
        public var note: String
        public var tags: Tags
        public var parameters: [String: String]
        public var inputs: [Input]
        /// Now, unless it is said.
        public var startedAt: Timestamp?

        public init(
            experiment: Experiment.Name,
            name: String? = nil,
            parentID: Identifier<Run>? = nil,
            version: Reference? = nil,
            note: String = "",
            tags: Tags = .none,
            parameters: [String: String] = [:],
            inputs: [Input] = [],
            startedAt: Timestamp? = nil
        ) {
            self.experiment = experiment
            self.name = name
            self.parentID = parentID
            self.version = version
            self.note = note
            self.tags = tags
            self.parameters = parameters
            self.inputs = inputs
            self.startedAt = startedAt
        }
    }

    /// What to change of a run; what is `nil` stays as it is.
    public struct Changes: Sendable, Hashable, Codable {
        public var status: Status?
        /// When it ended; now, unless it is said.
        public var endedAt: Timestamp?
        public var name: String?
        public var note: String?
        /// Put on top of the tags there are; a value of `nil` removes its key.
        public var tags: [String: String?]?

        public init(
            status: Status? = nil,
            endedAt: Timestamp? = nil,
            name: String? = nil,
            note: String? = nil,
            tags: [String: String?]? = nil
        ) {
            self.status = status
            self.endedAt = endedAt
            self.name = name
            self.note = note
            self.tags = tags
        }
    }

    /// What a run tells while it goes on.
    public struct Entries: Sendable, Hashable, Codable {
        /// Written once: the same value again is fine, another is refused.
        public var parameters: [String: String]
        public var metrics: [MetricPoint]
        /// Put on top of the tags there are; a value of `nil` removes its key.
        public var tags: [String: String?]

        public init(
            parameters: [String: String] = [:],
            metrics: [MetricPoint] = [],
            tags: [String: String?] = [:]
        ) {
            self.parameters = parameters
            self.metrics = metrics
            self.tags = tags
        }
    }
}
