import Foundation
import RoostEntities

/// What MLflow's client finds at a path of a version.
package enum VersionContent: Sendable, Hashable {
    /// What the version holds.
    case kept(ArtifactContent)
    /// A text that is made of what the version holds, and of its content.
    case made(Data, digest: Digest)
}
