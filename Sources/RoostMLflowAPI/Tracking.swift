import RoostEntities
import RoostOperations
import Synchronization

/// Tracking of one project's experiments and runs.
///
/// A class, because whether the default experiment is known to be there is shared and `Atomic` cannot be copied.
final class Tracking: Sendable {
    let project: Project.Name
    private let all: Operations
    private let isOpen = Atomic(false)

    init(operations: Operations, project: Project.Name) {
        all = operations
        self.project = project
    }

    /// Everything, once there is an experiment with the number 0, as clients take for granted.
    var operations: Operations {
        get async throws {
            if !isOpen.load(ordering: .relaxed) {
                try await all.openDefaultExperiment(in: project)
                isOpen.store(true, ordering: .relaxed)
            }
            return all
        }
    }
}
