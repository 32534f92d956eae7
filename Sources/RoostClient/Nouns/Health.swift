/// What a server says about itself to anybody.
public struct Health: Sendable, Codable, Hashable {
    /// `ok` when it is well.
    public let status: String
    /// Of Roost.
    public let version: String
}
