import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// What the worker of an execution tells the server, with the token it was started with.
struct WorkerRoutes: Sendable {
    /// In bytes: the curves of some ten thousand classes.
    private static let reportLimit = 128 << 20
    /// In bytes: the masks of an image with some million edges.
    private static let resultsLimit = 64 << 20
    /// In bytes: a thousand objects with shapes.
    private static let objectsLimit = 32 << 20

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
                "\(execution)/outcomes",
                "recordOutcomes",
                "What an evaluation found out about items. Sent again, they replace themselves.",
                body: .json(.named("Outcomes")),
                answers: [.noContent],
                outcomes
            ),
            Route(
                .post,
                "\(execution)/objects",
                "recordObjects",
                "What became of objects, once their items' outcomes are written. Sent again, they replace themselves.",
                body: .json(.named("Objects")),
                answers: [.noContent],
                objects
            ),
            Route(
                .post,
                "\(execution)/evaluated",
                "finishEvaluation",
                "An evaluation's report, once the outcomes of all items are written.",
                body: .json(.named("EvaluationResult")),
                answers: [.noContent],
                evaluated
            ),
            Route(
                .post,
                "\(execution)/trained",
                "finishTraining",
                "The content of a trained version, which was uploaded before; it is sealed.",
                body: .json(.named("TrainingResult")),
                answers: [.ok(.named("Version"))],
                trained
            ),
            Route(
                .post,
                "\(execution)/reproduced",
                "recordReproduction",
                "Whether a training that was done again came out the same.",
                body: .json(.named("Reproduction")),
                answers: [.noContent],
                reproduced
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
        let results = try await request.json(ResultsJSON.self, limit: Self.resultsLimit).results
        try await operations.recordResults(results, of: context.id(), in: context.project, as: context.caller)
        return .noContent
    }

    private func outcomes(_ request: Request, _ context: APIContext) async throws -> Response {
        let outcomes = try await request.json(OutcomesJSON.self).outcomes
        try await operations.recordOutcomes(outcomes, of: context.id(), in: context.project, as: context.caller)
        return .noContent
    }

    private func objects(_ request: Request, _ context: APIContext) async throws -> Response {
        let objects = try await request.json(ObjectsJSON.self, limit: Self.objectsLimit).objects
        try await operations.recordObjects(objects, of: context.id(), in: context.project, as: context.caller)
        return .noContent
    }

    private func evaluated(_ request: Request, _ context: APIContext) async throws -> Response {
        let result = try await request.json(EvaluationResult.self, limit: Self.reportLimit)
        try await operations.finishEvaluation(result, of: context.id(), in: context.project, as: context.caller)
        return .noContent
    }

    private func trained(_ request: Request, _ context: APIContext) async throws -> Response {
        let result = try await request.json(TrainingResult.self)
        let version = try await operations.finishTraining(
            result,
            of: context.id(),
            in: context.project,
            as: context.caller
        )
        return try .json(version)
    }

    private func reproduced(_ request: Request, _ context: APIContext) async throws -> Response {
        let reproduction = try await request.json(Reproduction.self)
        try await operations.recordReproduction(
            reproduction,
            of: context.id(),
            in: context.project,
            as: context.caller
        )
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
