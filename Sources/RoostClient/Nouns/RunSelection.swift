/// Which runs to list, and in which order; what is `nil` does not matter.
public struct RunSelection: Sendable, Hashable {
    public var experiment: Experiment.Name?
    public var status: Run.Status?
    /// Only parts of this run.
    public var parent: TrackedRunID?
    /// Only the run that this execution writes.
    public var execution: Identifier<Execution>?
    /// Only runs about this version.
    public var version: Identifier<Version>?
    /// What else has to be true, such as `status = finished and metrics.loss < 0.1`.
    public var filter: Filter?
    public var order: Run.Order
    public var includesDeleted: Bool

    public init(
        experiment: Experiment.Name? = nil,
        status: Run.Status? = nil,
        parent: TrackedRunID? = nil,
        execution: Identifier<Execution>? = nil,
        version: Identifier<Version>? = nil,
        filter: Filter? = nil,
        order: Run.Order = .newest,
        includesDeleted: Bool = false
    ) {
        self.experiment = experiment
        self.status = status
        self.parent = parent
        self.execution = execution
        self.version = version
        self.filter = filter
        self.order = order
        self.includesDeleted = includesDeleted
    }
}
