/// What a token is good for.
public struct Session: Sendable, Codable, Hashable {
    /// Whom the audit log names.
    public let name: String
    public let role: Role
    /// The only project it opens; `nil` opens all.
    public let project: Project.Name?
}
