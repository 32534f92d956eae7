import RoostEntities

/// Which runs a list shows, and in which order.
package struct RunQuery: Sendable {
    package enum Scope: Sendable, Hashable {
        case project(Identifier<Project>)
        case experiment(Identifier<Experiment>)
    }

    package var scope: Scope
    package var order: Run.Order
    package var status: Run.Status?
    package var parent: Identifier<Run>?
    package var execution: Identifier<Execution>?
    package var version: Identifier<Version>?
    /// What else has to be true.
    package var filter: Filter?
    /// Deleted ones too.
    package var deleted: Bool

    package init(
        scope: Scope,
        order: Run.Order = .newest,
        status: Run.Status? = nil,
        parent: Identifier<Run>? = nil,
        execution: Identifier<Execution>? = nil,
        version: Identifier<Version>? = nil,
        filter: Filter? = nil,
        deleted: Bool = false
    ) {
        self.scope = scope
        self.order = order
        self.status = status
        self.parent = parent
        self.execution = execution
        self.version = version
        self.filter = filter
        self.deleted = deleted
    }
}
