import RoostEntities

/// The row to be of a version that a client of the registry makes, with its files.
package struct NewTrackedVersion: Sendable {
    package var version: NewVersion
    /// Over its files; `nil` leaves it open.
    package var digest: Digest?
    package var files: [NewArtifact]
    /// Where its files came from, as the client wrote it.
    package var origin: String
    package var run: TrackedRunID?
    package var loggedModel: LoggedModel.ID?
    package var runLink: String?
    package var user: String?
    package var updatedAt: Timestamp

    package init(
        version: NewVersion,
        digest: Digest?,
        files: [NewArtifact],
        origin: String,
        run: TrackedRunID?,
        loggedModel: LoggedModel.ID?,
        runLink: String?,
        user: String?,
        updatedAt: Timestamp
    ) {
        self.version = version
        self.digest = digest
        self.files = files
        self.origin = origin
        self.run = run
        self.loggedModel = loggedModel
        self.runLink = runLink
        self.user = user
        self.updatedAt = updatedAt
    }
}
