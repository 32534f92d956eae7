import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Experiments: the names under which runs gather.
struct ExperimentRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let experiments = "/api/v1/projects/{project}/experiments"
        return [
            Route(
                .get,
                experiments,
                "listExperiments",
                "Experiments, by name.",
                query: .page + [.deleted],
                answers: [.ok(.page(of: "Experiment"))],
                list
            ),
            Route(
                .post,
                experiments,
                "createExperiment",
                "Makes an experiment without runs.",
                role: .contributor,
                body: .json(.named("NewExperiment")),
                answers: [.created(.named("Experiment"))],
                create
            ),
            Route(
                .get,
                "\(experiments)/{experiment}",
                "experiment",
                "One experiment.",
                answers: [.ok(.named("Experiment"))],
                show
            ),
            Route(
                .patch,
                "\(experiments)/{experiment}",
                "updateExperiment",
                "Changes name, description and tags.",
                role: .contributor,
                body: .json(.named("ExperimentChanges")),
                answers: [.ok(.named("Experiment"))],
                update
            ),
            Route(
                .delete,
                "\(experiments)/{experiment}",
                "deleteExperiment",
                "Deletes an experiment with its runs, until it is undeleted or collected.",
                role: .maintainer,
                answers: [.noContent],
                delete
            ),
            Route(
                .post,
                "\(experiments)/{experiment}/undelete",
                "undeleteExperiment",
                "Takes a deletion back.",
                role: .maintainer,
                answers: [.ok(.named("Experiment"))],
                undelete
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let experiments = try await operations.experiments(
            deleted: query.flag("deleted"),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(experiments)
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewExperimentJSON.self)
        let experiment = try await operations.createExperiment(
            new.name,
            description: new.description ?? "",
            tags: new.tags ?? .none,
            in: context.project,
            as: context.caller
        )
        return try .json(experiment, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(
            await operations.experiment(named: context.experiment, in: context.project, as: context.caller)
        )
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(ExperimentChanges.self)
        let experiment = try await operations.updateExperiment(
            named: context.experiment,
            changes,
            in: context.project,
            as: context.caller
        )
        return try .json(experiment)
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteExperiment(named: context.experiment, in: context.project, as: context.caller)
        return .noContent
    }

    private func undelete(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(
            await operations.undeleteExperiment(named: context.experiment, in: context.project, as: context.caller)
        )
    }
}
