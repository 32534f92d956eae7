import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations
import ServiceLifecycle

/// Executions: work the server has done in processes of their own.
struct ExecutionRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let executions = "/api/v1/projects/{project}/executions"
        return [
            Route(
                .get,
                executions,
                "listExecutions",
                "Executions, the newest first, without their predictions.",
                query: .page + [.status],
                answers: [.ok(.page(of: "Execution"))],
                list
            ),
            Route(
                .post,
                executions,
                "createExecution",
                "Queues work for a version.",
                role: .contributor,
                body: .json(.named("NewExecution")),
                answers: [.created(.named("Execution"))],
                create
            ),
            Route(
                .get,
                "\(executions)/{id}",
                "execution",
                "One execution, at once or at its next change.",
                query: [.wait],
                answers: [.ok(.named("Execution"))],
                show
            ),
            Route(
                .post,
                "\(executions)/{id}/cancel",
                "cancelExecution",
                "Asks an execution to stop.",
                role: .contributor,
                answers: [.ok(.named("Execution"))],
                cancel
            ),
            Route(
                .get,
                "\(executions)/{id}/log",
                "executionLog",
                "What it wrote, from a byte on.",
                query: [.offset, .wait],
                answers: [.ok(.named("LogChunk"))],
                log
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let executions = try await operations.executions(
            status: query.choice("status"),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(executions)
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let draft = try await request.json(NewExecutionJSON.self).draft
        let execution = try await operations.createExecution(draft, in: context.project, as: context.caller)
        return try .json(execution, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let wait = try Query(request).integer("wait", in: 0...60) ?? 0
        let execution = try await cancelWhenGracefulShutdown {
            try await operations.waitForExecution(
                context.id(),
                seconds: Double(wait),
                in: context.project,
                as: context.caller
            )
        }
        return try .json(execution)
    }

    private func cancel(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.cancelExecution(context.id(), in: context.project, as: context.caller))
    }

    private func log(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let chunk = try await cancelWhenGracefulShutdown {
            try await operations.executionLog(
                context.id(),
                offset: query.integer("offset", in: 0...(.max)) ?? 0,
                seconds: Double(query.integer("wait", in: 0...60) ?? 0),
                in: context.project,
                as: context.caller
            )
        }
        return try .json(chunk)
    }
}

extension Parameter {
    fileprivate static let status = Parameter(
        name: "status",
        meaning: "Only executions in this status.",
        schema: .word(of: Execution.Status.self)
    )
    fileprivate static let offset = Parameter(
        name: "offset",
        meaning: "From which byte on; 0 unless said.",
        schema: .integer()
    )
}
