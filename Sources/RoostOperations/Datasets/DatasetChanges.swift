import RoostEntities

/// What to change about a dataset; what is `nil` stays as it is.
package struct DatasetChanges: Sendable, Hashable, Codable {
    package var description: String?
    /// The whole ontology to be; labels in use cannot be left out.
    package var labels: [Label]?
    /// Whether ground truth may carry only labels that are there.
    package var isStrict: Bool?
    /// All of it to be.
    package var metadata: [String: JSONValue]?

    package init(
        description: String? = nil,
        labels: [Label]? = nil,
        isStrict: Bool? = nil,
        metadata: [String: JSONValue]? = nil
    ) {
        self.description = description
        self.labels = labels
        self.isStrict = isStrict
        self.metadata = metadata
    }

    private enum CodingKeys: String, CodingKey {
        case description, labels
        case isStrict = "strict"
        case metadata
    }
}

extension DatasetChanges {
    func check() throws {
        try Limits.check(description, "the description", limit: Limits.description)
        if let metadata { try Limits.check(metadata, "the metadata", limit: Limits.metadataOfDataset) }
        try labels?.checkOntology()
    }
}

extension [Label] {
    func checkOntology() throws {
        try Limits.check(count: count, "labels", limit: Limits.labels)
        _ = try Ontology(self)
    }
}
