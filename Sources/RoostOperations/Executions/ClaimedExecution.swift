import RoostEntities

/// An execution whose time has come.
package struct ClaimedExecution: Sendable {
    package let execution: Execution
    /// Its project's name: what the worker speaks of.
    package let project: Project.Name
    /// Of a token for its worker alone.
    package let secret: String
}
