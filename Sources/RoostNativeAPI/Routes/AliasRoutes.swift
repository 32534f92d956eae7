import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Aliases: movable names for one version of a model.
struct AliasRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let aliases = "/api/v1/projects/{project}/models/{model}/aliases"
        return [
            Route(
                .get,
                aliases,
                "listAliases",
                "Where the aliases of a model point.",
                answers: [.ok(.list(of: .named("AliasTarget")))],
                list
            ),
            Route(
                .put,
                "\(aliases)/{alias}",
                "setAlias",
                "Points an alias at a version, wherever it pointed before.",
                role: .maintainer,
                body: .json(.named("NewAlias")),
                answers: [.ok(.named("AliasTarget"))],
                set
            ),
            Route(
                .delete,
                "\(aliases)/{alias}",
                "removeAlias",
                "Removes an alias; its version stays.",
                role: .maintainer,
                answers: [.noContent],
                remove
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.aliases(of: context.model, in: context.project, as: context.caller))
    }

    private func set(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewAliasJSON.self)
        let target = try await operations.setAlias(
            context.alias,
            of: context.model,
            to: new.version,
            in: context.project,
            as: context.caller
        )
        return try .json(target)
    }

    private func remove(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.removeAlias(context.alias, of: context.model, in: context.project, as: context.caller)
        return .noContent
    }
}
