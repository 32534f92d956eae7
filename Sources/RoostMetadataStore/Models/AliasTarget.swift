import GRDB
import RoostEntities

/// Where an alias points, since when and by whom.
package struct AliasTarget: Sendable, Codable, Hashable, FetchableRecord {
    package let alias: Alias
    package let version: Version.Number
    package let updatedAt: Timestamp
    package let updatedBy: String
}
