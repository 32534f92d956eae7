import RoostEntities

/// A logged model to be, as a client of experiment tracking asks for it.
package struct LoggedModelDraft: Sendable, Hashable {
    package var experiment: Int64
    /// One is made up when it is `nil`.
    package var name: String?
    package var type: String
    package var sourceRun: TrackedRunID?
    package var parameters: [String: String]
    package var tags: [String: String]
    /// What it was called on the server it is copied from: for maintainers.
    package var id: LoggedModel.ID?
    /// When it was made on the server it is copied from: for maintainers.
    package var createdAt: Timestamp?

    package init(
        experiment: Int64,
        name: String? = nil,
        type: String = "",
        sourceRun: TrackedRunID? = nil,
        parameters: [String: String] = [:],
        tags: [String: String] = [:],
        id: LoggedModel.ID? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.experiment = experiment
        self.name = name
        self.type = type
        self.sourceRun = sourceRun
        self.parameters = parameters
        self.tags = tags
        self.id = id
        self.createdAt = createdAt
    }

    /// Whether it repeats what was said on another server.
    var isCopy: Bool { id != nil || createdAt != nil }
}
