/// What someone may do in a project.
///
/// Each role may do all that the ones before it may.
public enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    /// Reads everything.
    case viewer
    /// Pushes versions, imports datasets, runs executions.
    case contributor
    /// Moves aliases, archives and deletes.
    case maintainer
    /// Makes projects and tokens, backs up, collects garbage.
    case admin

    public static func < (left: Role, right: Role) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .contributor: 1
        case .maintainer: 2
        case .admin: 3
        }
    }
}
