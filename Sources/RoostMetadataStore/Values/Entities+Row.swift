import GRDB
import RoostEntities

// Columns carry the names of the properties.
extension Project: FetchableRecord {}
extension AccessToken: FetchableRecord {}
extension AuditEntry: FetchableRecord {}
extension Model: FetchableRecord {}
extension Version: FetchableRecord {}
extension StatusChange: FetchableRecord {}
extension AliasTarget: FetchableRecord {}
extension Artifact: FetchableRecord {}
extension Dataset: FetchableRecord {}
extension Execution: FetchableRecord {}
extension Experiment: FetchableRecord {}
extension RunArtifact: FetchableRecord {}
extension Evaluation: FetchableRecord {}
extension ObjectCounts: FetchableRecord {}
extension LeaderboardEntry: FetchableRecord {}
