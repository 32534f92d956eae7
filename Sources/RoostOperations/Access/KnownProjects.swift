import RoostEntities
import Synchronization

/// Projects that were seen in the database, where they stay for ever as they are.
///
/// A class, because all requests share what is known and `Mutex` cannot be copied.
final class KnownProjects: Sendable {
    private static let most = 1000

    private let projects = Mutex<[Project.Name: Project]>([:])

    subscript(name: Project.Name) -> Project? {
        projects.withLock { $0[name] }
    }

    /// - Parameter project: One that is committed: what is being written may come to nothing.
    func keep(_ project: Project) {
        projects.withLock { projects in
            if projects.count >= Self.most { projects = [:] }
            projects[project.name] = project
        }
    }
}
