/// Where an alias points, since when and by whom.
public struct AliasTarget: Sendable, Codable, Hashable {
    public let alias: Alias
    public let version: Version.Number
    public let updatedAt: Timestamp
    public let updatedBy: String
}
