import RoostEntities

/// A clone to be.
package struct CloneDraft: Sendable, Codable {
    /// The model it becomes a version of; made if it is missing.
    package var name: Model.Name
    /// The original's, if it is not given.
    package var description: String?
    /// Leaves the clone in `created`, so that its artifacts can be changed.
    package var open: Bool?

    package init(name: Model.Name, description: String? = nil, open: Bool? = nil) {
        self.name = name
        self.description = description
        self.open = open
    }
}
