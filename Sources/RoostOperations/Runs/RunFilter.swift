import RoostEntities

/// Which runs a list shows; what is `nil` does not matter.
package struct RunFilter: Sendable, Hashable {
    package var experiment: Experiment.Name?
    package var status: Run.Status?
    /// Only those that are a part of this one.
    package var parent: Identifier<Run>?
    package var execution: Identifier<Execution>?
    package var version: Identifier<Version>?
    /// Deleted ones too.
    package var deleted: Bool

    package init(
        experiment: Experiment.Name? = nil,
        status: Run.Status? = nil,
        parent: Identifier<Run>? = nil,
        execution: Identifier<Execution>? = nil,
        version: Identifier<Version>? = nil,
        deleted: Bool = false
    ) {
        self.experiment = experiment
        self.status = status
        self.parent = parent
        self.execution = execution
        self.version = version
        self.deleted = deleted
    }
}
