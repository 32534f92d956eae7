import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// What the worker of an execution tells the server, with the token it was started with.
struct WorkerRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let execution = "/api/v1/projects/{project}/executions/{id}"
        return [
            Route(
                .post,
                "\(execution)/heartbeat",
                "heartbeat",
                "The worker is there, and this far.",
                body: .json(.named("Heartbeat")),
                answers: [.ok(.named("HeartbeatAnswer"))],
                heartbeat
            ),
            Route(
                .post,
                "\(execution)/results",
                "recordResults",
                "Predictions. Sent again, they replace themselves.",
                body: .json(.named("Results")),
                answers: [.noContent],
                results
            ),
            Route(
                .post,
                "\(execution)/finish",
                "finishExecution",
                "The work is done, or has failed.",
                body: .json(.named("Finish")),
                answers: [.ok(.named("Execution"))],
                finish
            ),
        ]
    }

    private func heartbeat(_ request: Request, _ context: APIContext) async throws -> Response {
        let heartbeat = try await request.json(HeartbeatJSON.self)
        let answer = try await operations.heartbeat(
            context.id(),
            progress: heartbeat.progress,
            in: context.project,
            as: context.caller
        )
        return try .json(answer)
    }

    private func results(_ request: Request, _ context: APIContext) async throws -> Response {
        let results = try await request.json(ResultsJSON.self).results
        try await operations.recordResults(results, of: context.id(), in: context.project, as: context.caller)
        return .noContent
    }

    private func finish(_ request: Request, _ context: APIContext) async throws -> Response {
        let failure = try await request.json(FinishJSON.self).failure
        let execution = try await operations.finishExecution(
            context.id(),
            failure: failure,
            in: context.project,
            as: context.caller
        )
        return try .json(execution)
    }
}
