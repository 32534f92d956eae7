import RoostEntities

/// A run's row to be.
package struct NewRun: Sendable {
    package var id: Identifier<Run>
    package var projectID: Identifier<Project>
    package var experimentID: Identifier<Experiment>
    package var name: String
    package var startedAt: Timestamp
    package var parentID: Identifier<Run>?
    package var executionID: Identifier<Execution>?
    package var versionID: Identifier<Version>?
    package var note: String
    package var inputs: [Run.Input]
    package var createdBy: String

    package init(
        id: Identifier<Run>,
        projectID: Identifier<Project>,
        experimentID: Identifier<Experiment>,
        name: String,
        startedAt: Timestamp,
        parentID: Identifier<Run>?,
        executionID: Identifier<Execution>?,
        versionID: Identifier<Version>?,
        note: String,
        inputs: [Run.Input],
        createdBy: String
    ) {
        self.id = id
        self.projectID = projectID
        self.experimentID = experimentID
        self.name = name
        self.startedAt = startedAt
        self.parentID = parentID
        self.executionID = executionID
        self.versionID = versionID
        self.note = note
        self.inputs = inputs
        self.createdBy = createdBy
    }
}
