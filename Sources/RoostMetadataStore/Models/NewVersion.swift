import RoostEntities

/// A version's row to be, without its artifacts.
package struct NewVersion: Sendable {
    package var id: Identifier<Version>
    package var projectID: Identifier<Project>
    package var modelID: Identifier<Model>
    package var number: Version.Number
    package var description: String
    package var tags: Tags
    package var task: String?
    package var type: String?
    package var labels: [String]
    package var configuration: JSONValue
    package var source: Version.Source
    package var parentID: Identifier<Version>?
    package var parent: Reference?
    package var training: TrainingRecord?
    package var createdBy: String
    package var createdAt: Timestamp

    package init(
        id: Identifier<Version>,
        projectID: Identifier<Project>,
        modelID: Identifier<Model>,
        number: Version.Number,
        description: String,
        tags: Tags,
        task: String?,
        type: String?,
        labels: [String],
        configuration: JSONValue,
        source: Version.Source,
        parentID: Identifier<Version>? = nil,
        parent: Reference? = nil,
        training: TrainingRecord? = nil,
        createdBy: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.projectID = projectID
        self.modelID = modelID
        self.number = number
        self.description = description
        self.tags = tags
        self.task = task
        self.type = type
        self.labels = labels
        self.configuration = configuration
        self.source = source
        self.parentID = parentID
        self.parent = parent
        self.training = training
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
