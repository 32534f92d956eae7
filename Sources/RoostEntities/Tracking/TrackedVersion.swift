/// A version as dialects with a registry know it.
package struct TrackedVersion: Sendable, Equatable {
    package let version: Version
    /// Where its files came from, as whoever registered it wrote it; `nil` for what was pushed to Roost or made by it.
    package let source: String?
    /// The run it came out of.
    package let run: TrackedRunID?
    /// Where people can look at that run.
    package let runLink: String?
    package let stage: Stage
    /// The logged model it was registered from.
    package let loggedModel: LoggedModel.ID?
    /// Who registered it, as its client says; `nil` when it said nothing.
    package let user: String?

    package init(
        version: Version,
        source: String?,
        run: TrackedRunID?,
        runLink: String?,
        stage: Stage,
        loggedModel: LoggedModel.ID?,
        user: String?
    ) {
        self.version = version
        self.source = source
        self.run = run
        self.runLink = runLink
        self.stage = stage
        self.loggedModel = loggedModel
        self.user = user
    }

    /// How far a version has come, in registries that have no aliases.
    package enum Stage: String, Sendable, CaseIterable {
        case none, staging, production, archived
    }
}
