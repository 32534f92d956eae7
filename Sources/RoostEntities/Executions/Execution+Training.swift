extension Execution.Input {
    /// What a training is asked for.
    public struct Training: Sendable, Codable, Hashable {
        /// The model that gets the trained version, made if it is missing.
        public var model: Model.Name
        /// What the version's adapter is told, as a JSON object; the adapter knows the keys.
        public var settings: JSONValue
        /// Whence all chance comes: the same seed, data and settings make the same version.
        public var seed: UInt64
        /// Of the version to be.
        public var description: String?
        /// The version this training does again, to see whether it comes out the same; it makes no version then.
        public var reproduces: Identifier<Version>?
        /// ``reproduces`` as a person points at it.
        public var original: Reference?

        public init(
            model: Model.Name,
            settings: JSONValue = .object([:]),
            seed: UInt64 = 0,
            description: String? = nil
        ) {
            self.model = model
            self.settings = settings
            self.seed = seed
            self.description = description
        }
    }

    /// A training over the parts `train` and `validation` of a dataset.
    public init(training: Training, on dataset: Dataset.Name, snapshot: Identifier<Snapshot>? = nil) {
        self.init(dataset: dataset)
        snapshotID = snapshot
        self.training = training
    }
}
