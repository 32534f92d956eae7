import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Makes the project `default` and the first admin token, if they are missing; to be called once, at the start.
    ///
    /// The answer is the token's secret, to be written where only the owner can read it; `nil` when there is an admin
    /// token already.
    package func bootstrap() async throws -> String? {
        BackupSession.removeLeftovers(in: home)
        return try await metadata.write { [self] transaction in
            let now = now()
            let name = try Project.Name("default")
            if try transaction.project(named: name) == nil {
                try transaction.insertProject(ids.next(), name: name, description: "", at: now)
            }
            guard try !transaction.hasAdminToken(at: now) else { return nil }
            let issued = try insertToken(named: "admin", role: .admin, in: transaction)
            try record("token.issue", of: "admin", detail: "the first", in: nil, by: .system, transaction)
            return issued.secret
        }
    }

    /// Who carries `secret`; throws `unauthenticated` for one that is unknown, revoked or expired.
    package func authenticate(_ secret: String) async throws -> Caller {
        let refusal = RoostError(
            .unauthenticated,
            "the token is not valid, or not any more; pass 'Authorization: Bearer roost_…' with one an admin issued"
        )
        guard (1...200).contains(secret.utf8.count) else { throw refusal }
        let hash = Secret(text: secret).hash
        guard let entry = try await caller(withSecretOf: hash) else { throw refusal }
        if let expiresAt = entry.expiresAt, expiresAt <= now() { throw refusal }
        return entry.caller
    }

    private func caller(withSecretOf hash: Digest) async throws -> KnownCallers.Entry? {
        if let entry = callers[hash] { return entry }
        let look = callers.look()
        guard let token = try await metadata.read({ try $0.token(hash: hash) }) else { return nil }
        let entry = KnownCallers.Entry(
            caller: Caller(
                name: token.name,
                role: token.role,
                projectID: token.projectID,
                executionID: token.executionID
            ),
            expiresAt: token.expiresAt
        )
        callers.keep(entry, for: hash, since: look)
        return entry
    }

    package func session(as caller: Caller) async throws -> Session {
        let project = try await metadata.read { transaction in
            try caller.projectID.flatMap { try transaction.project($0) }
        }
        return Session(name: caller.name, role: caller.role, project: project?.name)
    }

    package func tokens(page: PageRequest, as caller: Caller) async throws -> Page<AccessToken> {
        try caller.requireEverywhere(.admin)
        return try await metadata.read { try $0.tokens(page: page) }
    }

    package func issueToken(
        name: String,
        role: Role,
        project: Project.Name?,
        expiresInSeconds: Double?,
        as caller: Caller
    ) async throws -> IssuedToken {
        try caller.requireEverywhere(.admin)
        guard (1...128).contains(name.utf8.count), name.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(name)) is no token name: it has 1 to 128 bytes and no control character"
            )
        }
        if let expiresInSeconds {
            guard expiresInSeconds >= 1, expiresInSeconds <= 10 * 366 * 86400 else {
                throw RoostError(.invalidArgument, "a token lasts from a second to ten years; pick a time between")
            }
        }
        return try await metadata.write { [self] transaction in
            let project = try project.map { try self.project($0, for: caller, in: transaction) }
            let expiry = expiresInSeconds.map { now().advanced(bySeconds: $0) }
            let issued = try insertToken(
                named: name,
                role: role,
                project: project?.id,
                expires: expiry,
                in: transaction
            )
            let scope = project.map { "in \($0.name)" } ?? "everywhere"
            try record(
                "token.issue",
                of: name,
                detail: "\(role.rawValue) \(scope)",
                in: nil,
                by: caller,
                transaction
            )
            return issued
        }
    }

    package func revokeToken(_ id: Identifier<AccessToken>, as caller: Caller) async throws {
        try caller.requireEverywhere(.admin)
        try await metadata.write { [self] transaction in
            guard let token = try transaction.token(id), try transaction.deleteToken(id) else {
                throw RoostError(.notFound, "there is no token \(id); list the tokens")
            }
            guard try transaction.hasAdminToken(at: now()) else {
                throw RoostError(
                    .failedPrecondition,
                    "\(quoted(token.name)) is the last admin token; issue another one before you revoke it"
                )
            }
            try record("token.revoke", of: token.name, in: nil, by: caller, transaction)
        }
        callers.forget()
    }

    /// Makes a token's row; the secret is known to the answer alone.
    func insertToken(
        named name: String,
        role: Role,
        project: Identifier<Project>? = nil,
        execution: Identifier<Execution>? = nil,
        expires: Timestamp? = nil,
        in transaction: WriteTransaction
    ) throws -> IssuedToken {
        let secret = Secret.random()
        let id: Identifier<AccessToken> = ids.next()
        try transaction.insertToken(
            id,
            name: name,
            role: role,
            project: project,
            execution: execution,
            hash: secret.hash,
            at: now(),
            expires: expires
        )
        guard let token = try transaction.token(id) else {
            throw RoostError(.internal, "the token was not kept; try again")
        }
        return IssuedToken(token: token, secret: secret.text)
    }
}
