extension Roost {
    public func tokens(_ page: PageRequest = .first) async throws -> Page<AccessToken> {
        try await connection.value(Request(.get, ["tokens"]).adding(page))
    }

    public func allTokens() -> Listing<AccessToken> {
        Listing { try await tokens($0) }
    }

    /// Makes a token; its secret is in the answer and nowhere else, ever.
    ///
    /// `project`: the only project it opens; all of them if not given.
    /// `lifetime`: how long it is valid; until it is revoked if not given.
    public func issueToken(
        named name: String,
        role: Role,
        project: Project.Name? = nil,
        lifetime: Duration? = nil
    ) async throws -> IssuedToken {
        struct Body: Encodable {
            let name: String
            let role: Role
            let project: Project.Name?
            let expiresInSeconds: Int64?
        }
        let body = Body(
            name: name,
            role: role,
            project: project,
            expiresInSeconds: lifetime?.components.seconds
        )
        return try await connection.value(Request(.post, ["tokens"]).json(body))
    }

    public func revokeToken(_ id: Identifier<AccessToken>) async throws {
        try await connection.perform(Request(.delete, ["tokens", id.description]))
    }

    /// Who changed what, the newest first.
    public func audit(_ page: PageRequest = .first) async throws -> Page<AuditEntry> {
        try await connection.value(Request(.get, ["audit"]).adding(page).adding("project", project))
    }

    public func wholeAudit() -> Listing<AuditEntry> {
        Listing { try await audit($0) }
    }
}
