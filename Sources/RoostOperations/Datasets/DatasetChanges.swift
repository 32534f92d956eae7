import RoostEntities

/// What to change about a dataset; what is `nil` stays as it is.
package struct DatasetChanges: Sendable, Hashable, Codable {
    package var description: String?
    /// The whole ontology to be; labels in use cannot be left out.
    package var labels: [Label]?

    package init(description: String? = nil, labels: [Label]? = nil) {
        self.description = description
        self.labels = labels
    }
}
