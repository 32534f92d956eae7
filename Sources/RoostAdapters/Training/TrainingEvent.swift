import RoostEntities

/// What a training tells of itself while it goes on.
package enum TrainingEvent: Sendable, Hashable {
    /// Features are being computed: how many of a subset's items have theirs.
    case features(Subset, Execution.Progress)
    /// A step of the fit is done: `loss`, `accuracy`, `validation_loss`, `validation_accuracy`.
    case iteration(Int, metrics: [String: Double])
    /// A whole sentence for the log.
    case note(String)
}

/// Takes what a training tells; the training waits for it, and fails with what it throws.
package typealias TrainingObserver = @Sendable (TrainingEvent) async throws -> Void
