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
    /// What it says beyond its label, as the ontology allows.
    public let attributes: [String: JSONValue]
    public let createdBy: String
    public let createdAt: Timestamp

    /// A ground truth to be, or one of the answers of a ``Prediction``.
    public struct Draft: Sendable, Hashable {
        public var label: String
        public var geometry: Geometry
        /// 0 to 1; `nil` for ground truth.
        public var score: Double?
        /// What it says beyond its label.
        public var attributes: [String: JSONValue]

        public init(
            label: String,
            geometry: Geometry = .image,
            score: Double? = nil,
            attributes: [String: JSONValue] = [:]
        ) {
            self.label = label
            self.geometry = geometry
            self.score = score
            self.attributes = attributes
        }
    }
}

extension Annotation.Draft: Codable {
    private enum Key: String, CodingKey {
        case label, geometry, score, attributes
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        label = try container.decode(String.self, forKey: .label)
        geometry = try container.decodeIfPresent(Geometry.self, forKey: .geometry) ?? .image
        score = try container.decodeIfPresent(Double.self, forKey: .score)
        attributes = try container.decodeIfPresent([String: JSONValue].self, forKey: .attributes) ?? [:]
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(label, forKey: .label)
        try container.encode(geometry, forKey: .geometry)
        try container.encodeIfPresent(score, forKey: .score)
        if !attributes.isEmpty { try container.encode(attributes, forKey: .attributes) }
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
        attributes = draft.attributes
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
