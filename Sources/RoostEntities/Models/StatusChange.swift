/// One step in a version's life: when, who, from what, to what.
public struct StatusChange: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<StatusChange>
    public let at: Timestamp
    public let actor: String
    /// `nil` for the first.
    public let from: Version.Status?
    public let to: Version.Status
    public let message: String
}
