import RoostEntities

/// What is said of a dataset as a whole.
package struct DatasetHeader: Sendable, Equatable {
    /// In the order in which the source lists them.
    package var labels: [Label]
    package var metadata: [String: JSONValue]

    package init(labels: [Label] = [], metadata: [String: JSONValue] = [:]) {
        self.labels = labels
        self.metadata = metadata
    }
}
