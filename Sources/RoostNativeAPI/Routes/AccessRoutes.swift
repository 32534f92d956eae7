import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Who is there, which projects and tokens there are, and who changed what.
struct AccessRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let v1 = "/api/v1"
        return [
            Route(
                .get,
                "\(v1)/session",
                "session",
                "What this token is good for.",
                answers: [.ok(.named("Session"))],
                session
            ),
            Route(
                .get,
                "\(v1)/projects",
                "listProjects",
                "Projects, by name.",
                query: .page,
                answers: [.ok(.page(of: "Project"))],
                projects
            ),
            Route(
                .post,
                "\(v1)/projects",
                "createProject",
                "Makes a project.",
                role: .admin,
                body: .json(.named("NewProject")),
                answers: [.created(.named("Project"))],
                createProject
            ),
            Route(
                .get,
                "\(v1)/projects/{project}",
                "project",
                "One project.",
                answers: [.ok(.named("Project"))],
                project
            ),
            Route(
                .get,
                "\(v1)/tokens",
                "listTokens",
                "Tokens, without their secrets.",
                role: .admin,
                query: .page,
                answers: [.ok(.page(of: "AccessToken"))],
                tokens
            ),
            Route(
                .post,
                "\(v1)/tokens",
                "issueToken",
                "Makes a token. Its secret is shown this once.",
                role: .admin,
                body: .json(.named("NewToken")),
                answers: [.created(.named("IssuedToken"))],
                issueToken
            ),
            Route(
                .delete,
                "\(v1)/tokens/{id}",
                "revokeToken",
                "Ends a token.",
                role: .admin,
                answers: [.noContent],
                revokeToken
            ),
            Route(
                .get,
                "\(v1)/audit",
                "audit",
                "Every change that was made, the newest first.",
                role: .maintainer,
                query: .page + [.project],
                answers: [.ok(.page(of: "AuditEntry"))],
                audit
            ),
        ]
    }

    private func session(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.session(as: context.caller))
    }

    private func projects(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.projects(page: Query(request).page, as: context.caller))
    }

    private func createProject(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewProjectJSON.self)
        let project = try await operations.createProject(
            new.name,
            description: new.description ?? "",
            as: context.caller
        )
        return try .json(project, status: .created)
    }

    private func project(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.project(named: context.project, as: context.caller))
    }

    private func tokens(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.tokens(page: Query(request).page, as: context.caller))
    }

    private func issueToken(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewTokenJSON.self)
        let token = try await operations.issueToken(
            name: new.name,
            role: new.role,
            project: new.project,
            expiresInSeconds: new.expiresInSeconds?.value,
            as: context.caller
        )
        return try .json(token, status: .created)
    }

    private func revokeToken(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.revokeToken(context.id(), as: context.caller)
        return .noContent
    }

    private func audit(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let project = try query.value("project", Project.Name.init)
        return try .json(await operations.audit(project: project, page: query.page, as: context.caller))
    }
}

extension Parameter {
    fileprivate static let project = Parameter(
        name: "project",
        meaning: "Only changes in this project.",
        schema: .named("ProjectName")
    )
}
