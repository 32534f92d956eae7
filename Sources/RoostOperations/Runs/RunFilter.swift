import RoostEntities

/// Which runs a list shows; what is `nil` does not matter.
package struct RunFilter: Sendable, Hashable {
    package var experiment: Experiment.Name?
    package var status: Run.Status?
    /// Only those that are a part of this one.
    package var parent: TrackedRunID?
    package var execution: Identifier<Execution>?
    package var version: Identifier<Version>?
    /// What else has to be true; `docs/filters.md` says what can be said about runs.
    package var filter: Filter?
    /// Deleted ones too.
    package var deleted: Bool

    package init(
        experiment: Experiment.Name? = nil,
        status: Run.Status? = nil,
        parent: TrackedRunID? = nil,
        execution: Identifier<Execution>? = nil,
        version: Identifier<Version>? = nil,
        filter: Filter? = nil,
        deleted: Bool = false
    ) {
        self.experiment = experiment
        self.status = status
        self.parent = parent
        self.execution = execution
        self.version = version
        self.filter = filter
        self.deleted = deleted
    }
}
