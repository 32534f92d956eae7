import RoostEntities

/// An execution to be.
package struct ExecutionDraft: Sendable, Codable {
    package var kind: Execution.Kind
    /// Resolved when the execution is made: an alias that moves later does not move it.
    package var version: Reference
    package var input: Execution.Input

    package init(kind: Execution.Kind, version: Reference, input: Execution.Input) {
        self.kind = kind
        self.version = version
        self.input = input
    }
}
