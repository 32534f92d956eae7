/// A secret's record: who carries it and what it opens.
///
/// The secret itself is never kept, only its SHA-256.
public struct AccessToken: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<AccessToken>
    /// Whom the audit log names.
    public let name: String
    public let role: Role
    /// The only project it opens; `nil` opens all.
    public let projectID: Identifier<Project>?
    /// The execution whose worker carries it; such a token ends with the execution.
    public let executionID: Identifier<Execution>?
    public let createdAt: Timestamp
    public let expiresAt: Timestamp?
}

/// A new token with its secret, shown this once.
public struct IssuedToken: Sendable, Codable {
    public let token: AccessToken
    public let secret: String

    package init(token: AccessToken, secret: String) {
        self.token = token
        self.secret = secret
    }
}
