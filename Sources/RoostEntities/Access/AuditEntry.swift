/// One change somebody made.
public struct AuditEntry: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<AuditEntry>
    public let at: Timestamp
    /// The name of the token that was used.
    public let actor: String
    /// What was done, such as `model.delete`.
    public let action: String
    /// What it was done to, such as `default/digits:2`.
    public let subject: String
    /// What else to know; empty when the action says it all.
    public let detail: String
}
