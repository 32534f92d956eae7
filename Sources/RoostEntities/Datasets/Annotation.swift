/// What somebody or some version says about an item.
///
/// Ground truth has no ``versionID``, a prediction has one: the two are never confused.
public struct Annotation: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Annotation>
    public let datasetID: Identifier<Dataset>
    public let itemID: Identifier<Item>
    public let label: String
    public let geometry: Geometry
    /// The version's confidence, 0 to 1; `nil` for ground truth.
    public let score: Double?
    /// The version that predicted it.
    public let versionID: Identifier<Version>?
    public let executionID: Identifier<Execution>?
    public let createdBy: String
    public let createdAt: Timestamp

    /// A ground truth to be, or one of the answers of a ``Prediction``.
    public struct Draft: Sendable, Hashable, Codable {
        public var label: String
        public var geometry: Geometry
        /// 0 to 1; `nil` for ground truth.
        public var score: Double?

        public init(label: String, geometry: Geometry = .image, score: Double? = nil) {
            self.label = label
            self.geometry = geometry
            self.score = score
        }
    }
}

/// What a version says about one item: answers, or the reason why there are none.
public struct Prediction: Sendable, Hashable, Codable {
    /// The most confident first.
    public var annotations: [Annotation.Draft]
    /// Why the item could not be predicted.
    public var failure: String?

    public init(annotations: [Annotation.Draft]) {
        self.annotations = annotations
        failure = nil
    }

    public init(failure: String) {
        annotations = []
        self.failure = failure
    }
}

extension Annotation {
    package init(
        id: Identifier<Annotation>,
        datasetID: Identifier<Dataset>,
        itemID: Identifier<Item>,
        draft: Draft,
        by version: Identifier<Version>?,
        in execution: Identifier<Execution>?,
        createdBy: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.datasetID = datasetID
        self.itemID = itemID
        label = draft.label
        geometry = draft.geometry
        score = draft.score
        versionID = version
        executionID = execution
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
