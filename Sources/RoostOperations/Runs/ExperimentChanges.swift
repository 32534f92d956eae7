import RoostEntities

/// What to change about an experiment; what is `nil` stays as it is.
package struct ExperimentChanges: Sendable, Hashable, Codable {
    package var name: Experiment.Name?
    package var description: String?
    /// Put on top of the tags there are; a value of `nil` removes its key.
    package var tags: [String: String?]?

    package init(name: Experiment.Name? = nil, description: String? = nil, tags: [String: String?]? = nil) {
        self.name = name
        self.description = description
        self.tags = tags
    }
}
