/// Work the system does in a process of its own.
public struct Execution: Sendable, Codable, Equatable, Identifiable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case predict
        /// Fits a version to a dataset; the fitted version is its result.
        case train
        /// Judges a version by a dataset's ground truth.
        case evaluate
    }

    public let id: Identifier<Execution>
    public let projectID: Identifier<Project>
    public let kind: Kind
    public let status: Status
    /// The version it works with: of a training the one it starts from.
    public let versionID: Identifier<Version>
    public let version: Reference
    public let input: Input
    public let progress: Progress
    /// Answers of a prediction over loose images, in the order of the input.
    public let predictions: [Prediction]?
    /// What it makes: the version of a training and the evaluation are there, unfinished, from the beginning.
    public let result: Result?
    /// Where a training writes its parameters and metrics.
    public let runID: Identifier<Run>?
    /// Why it failed.
    public let failure: String?
    /// How many times it was started.
    public let attempts: Int
    public let createdBy: String
    public let createdAt: Timestamp
    public let startedAt: Timestamp?
    public let finishedAt: Timestamp?
    public let heartbeatAt: Timestamp?

    /// What it works on.
    public struct Input: Sendable, Codable, Hashable {
        /// Loose images, uploaded before.
        public var images: [Image]
        public var datasetID: Identifier<Dataset>?
        public var dataset: Dataset.Name?
        public var subset: Subset?
        /// The picture of the dataset that a training or evaluation works on, whatever becomes of the dataset.
        public var snapshotID: Identifier<Snapshot>?
        public var snapshot: Digest?
        /// How many answers an image gets at most.
        public var top: Int
        /// What is wanted of a detector's or a segmenter's answers.
        public var answers: AnswerOptions?
        /// What a training is asked for.
        public var training: Training?
        /// What an evaluation is asked for beyond its report.
        public var evaluation: EvaluationRequest?

        public struct Image: Sendable, Codable, Hashable {
            public var name: String
            public var digest: Digest

            public init(name: String, digest: Digest) {
                self.name = name
                self.digest = digest
            }
        }

        public init(images: [Image], top: Int = 1) {
            self.images = images
            self.top = top
        }

        public init(dataset: Dataset.Name, subset: Subset? = nil, top: Int = 1) {
            images = []
            self.dataset = dataset
            self.subset = subset
            self.top = top
        }
    }

    /// How far it is, in items.
    public struct Progress: Sendable, Codable, Hashable {
        public var done: Int
        /// Of those done, how many could not be worked on.
        public var failed: Int
        /// `nil` until it is known.
        public var total: Int?

        public init(done: Int = 0, failed: Int = 0, total: Int? = nil) {
            self.done = done
            self.failed = failed
            self.total = total
        }
    }
}
