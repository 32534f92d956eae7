import RoostEntities

/// A version to be, as clients of a registry describe it.
package struct TrackedVersionDraft: Sendable {
    package var model: Model.Name
    /// As the client wrote it.
    package var source: String
    package var origin: VersionOrigin
    package var run: TrackedRunID?
    package var loggedModel: LoggedModel.ID?
    package var runLink: String?
    package var user: String?
    package var description: String
    package var tags: Tags
    /// What it had where it was copied from; for a maintainer.
    package var copied: Copied?

    package init(
        model: Model.Name,
        source: String,
        origin: VersionOrigin,
        run: TrackedRunID? = nil,
        loggedModel: LoggedModel.ID? = nil,
        runLink: String? = nil,
        user: String? = nil,
        description: String = "",
        tags: Tags = .none,
        copied: Copied? = nil
    ) {
        self.model = model
        self.source = source
        self.origin = origin
        self.run = run
        self.loggedModel = loggedModel
        self.runLink = runLink
        self.user = user
        self.description = description
        self.tags = tags
        self.copied = copied
    }

    /// What a copy keeps of the version it was copied from.
    package struct Copied: Sendable, Hashable {
        /// Above all numbers of the model here.
        package var number: Version.Number?
        package var createdAt: Timestamp?
        package var updatedAt: Timestamp?

        package init(number: Version.Number?, createdAt: Timestamp?, updatedAt: Timestamp?) {
            self.number = number
            self.createdAt = createdAt
            self.updatedAt = updatedAt
        }
    }
}
