import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct TokenTests {
    @Test func `the first start makes one admin token, the second none`() async throws {
        let registry = try await Registry()
        let page = try await registry.operations.tokens(page: .first, as: registry.admin)
        #expect(page.items.map(\.role) == [.admin])
        #expect(try await registry.operations.bootstrap() == nil)
    }

    @Test func `a secret opens what its token says until it expires`() async throws {
        let registry = try await Registry()
        let issued = try await registry.operations.issueToken(
            name: "bob",
            role: .viewer,
            project: registry.project,
            expiresInSeconds: 60,
            as: registry.admin
        )
        #expect(issued.secret.hasPrefix("roost_"))
        let caller = try await registry.operations.authenticate(issued.secret)
        #expect(caller.name == "bob" && caller.role == .viewer && caller.projectID == issued.token.projectID)
        registry.clock.advance(seconds: 60)
        #expect(await code { _ = try await registry.operations.authenticate(issued.secret) } == .unauthenticated)
    }

    @Test(arguments: ["", "roost_", "roost_wrong", String(repeating: "x", count: 100_000)])
    func `what is no secret opens nothing`(_ secret: String) async throws {
        let registry = try await Registry()
        #expect(await code { _ = try await registry.operations.authenticate(secret) } == .unauthenticated)
    }

    @Test func `a revoked token opens nothing, and the last admin token stays`() async throws {
        let registry = try await Registry()
        let operations = registry.operations
        let issued = try await operations.issueToken(
            name: "bob",
            role: .admin,
            project: nil,
            expiresInSeconds: nil,
            as: registry.admin
        )
        try await operations.revokeToken(issued.token.id, as: registry.admin)
        #expect(await code { _ = try await operations.authenticate(issued.secret) } == .unauthenticated)
        let last = try #require(try await operations.tokens(page: .first, as: registry.admin).items.first)
        let refused = await code { try await operations.revokeToken(last.id, as: registry.admin) }
        #expect(refused == .failedPrecondition)
        #expect(try await operations.tokens(page: .first, as: registry.admin).items.count == 1)
    }

    @Test(arguments: Role.allCases) func `each role may do what it may and no more`(_ role: Role) async throws {
        let registry = try await Registry()
        let caller = Caller(name: "c", role: role)
        let name = try Model.Name("m")
        let made = await code {
            _ = try await registry.operations.createModel(name, in: registry.project, as: caller)
        }
        #expect(made == (role >= .contributor ? nil : .permissionDenied))
        try await registry.push("m")
        let deleted = await code {
            try await registry.operations.deleteModel(named: name, in: registry.project, as: caller)
        }
        #expect(deleted == (role >= .maintainer ? nil : .permissionDenied))
        let listed = await code { _ = try await registry.operations.tokens(page: .first, as: caller) }
        #expect(listed == (role >= .admin ? nil : .permissionDenied))
    }

    @Test func `a token of one project opens no other, not even for an admin`() async throws {
        let registry = try await Registry()
        let other = try Project.Name("other")
        let project = try await registry.operations.createProject(other, description: "", as: registry.admin)
        let caller = Caller(name: "c", role: .admin, projectID: project.id)
        let denied = await code {
            _ = try await registry.operations.models(in: registry.project, as: caller)
        }
        #expect(denied == .permissionDenied)
        #expect(try await registry.operations.models(in: other, as: caller).items.isEmpty)
        #expect(try await registry.operations.projects(page: .first, as: caller).items.map(\.name) == [other])
        #expect(await code { _ = try await registry.operations.tokens(page: .first, as: caller) } == .permissionDenied)
    }

    @Test func `the audit log names who did what, the newest first`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let page = try await registry.operations.audit(
            project: registry.project,
            page: .first,
            as: registry.admin
        )
        #expect(page.items.map(\.action) == ["version.create", "model.create"])
        #expect(page.items.map(\.subject) == ["default/m:1", "default/m"])
        #expect(page.items.allSatisfy { $0.actor == "ada" })
    }
}
