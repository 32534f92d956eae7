import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Models: the names under which versions gather.
struct ModelRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let models = "/api/v1/projects/{project}/models"
        return [
            Route(
                .get,
                models,
                "listModels",
                "Models, by name.",
                query: .page + [.archived, .deleted, .namePrefix],
                answers: [.ok(.page(of: "Model"))],
                list
            ),
            Route(
                .post,
                models,
                "createModel",
                "Makes a model without versions.",
                role: .contributor,
                body: .json(.named("NewModel")),
                answers: [.created(.named("Model"))],
                create
            ),
            Route(
                .get,
                "\(models)/{model}",
                "model",
                "One model.",
                answers: [.ok(.named("Model"))],
                show
            ),
            Route(
                .patch,
                "\(models)/{model}",
                "updateModel",
                "Changes description and tags; a maintainer archives.",
                role: .contributor,
                body: .json(.named("Changes")),
                answers: [.ok(.named("Model"))],
                update
            ),
            Route(
                .delete,
                "\(models)/{model}",
                "deleteModel",
                "Deletes a model, until it is undeleted or collected.",
                role: .maintainer,
                answers: [.noContent],
                delete
            ),
            Route(
                .post,
                "\(models)/{model}/undelete",
                "undeleteModel",
                "Takes a deletion back.",
                role: .maintainer,
                answers: [.ok(.named("Model"))],
                undelete
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let filter = ModelFilter(
            archived: try query.flag("archived"),
            deleted: try query.flag("deleted"),
            namePrefix: query["name"]
        )
        let page = try query.page
        return try .json(
            await operations.models(in: context.project, filter: filter, page: page, as: context.caller)
        )
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewModelJSON.self)
        let model = try await operations.createModel(
            new.name,
            description: new.description ?? "",
            tags: new.tags ?? .none,
            in: context.project,
            as: context.caller
        )
        return try .json(model, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.model(named: context.model, in: context.project, as: context.caller))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(Changes.self)
        return try .json(
            await operations.updateModel(named: context.model, changes, in: context.project, as: context.caller)
        )
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteModel(named: context.model, in: context.project, as: context.caller)
        return .noContent
    }

    private func undelete(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.undeleteModel(named: context.model, in: context.project, as: context.caller))
    }
}
