import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Versions: the states of a model.
///
/// `{version}` is a number, `latest`, or `@` and an alias.
struct VersionRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let versions = "/api/v1/projects/{project}/models/{model}/versions"
        let version = "\(versions)/{version}"
        return [
            Route(
                .get,
                versions,
                "listVersions",
                "Versions of a model, the newest first.",
                query: .page + [.archived, .deleted],
                answers: [.ok(.page(of: "Version"))],
                list
            ),
            Route(
                .post,
                versions,
                "createVersion",
                "Makes a version of uploaded content, and its model if need be.",
                role: .contributor,
                body: .json(.named("NewVersion")),
                answers: [.created(.named("Version"))],
                create
            ),
            Route(
                .get,
                version,
                "version",
                "One version.",
                answers: [.ok(.named("Version"))],
                show
            ),
            Route(
                .patch,
                version,
                "updateVersion",
                "Changes description and tags; a maintainer archives.",
                role: .contributor,
                body: .json(.named("Changes")),
                answers: [.ok(.named("Version"))],
                update
            ),
            Route(
                .delete,
                version,
                "deleteVersion",
                "Deletes a version that nothing uses.",
                role: .maintainer,
                answers: [.noContent],
                delete
            ),
            Route(
                .post,
                "\(version)/undelete",
                "undeleteVersion",
                "Takes a deletion back.",
                role: .maintainer,
                answers: [.ok(.named("Version"))],
                undelete
            ),
            Route(
                .post,
                "\(version)/seal",
                "sealVersion",
                "Closes an open version for ever.",
                role: .contributor,
                answers: [.ok(.named("Version"))],
                seal
            ),
            Route(
                .post,
                "\(version)/clone",
                "cloneVersion",
                "Makes a version of the same content elsewhere.",
                role: .contributor,
                body: .json(.named("Clone")),
                answers: [.created(.named("Version"))],
                clone
            ),
            Route(
                .get,
                "\(version)/history",
                "versionHistory",
                "Every change of status, the oldest first.",
                query: .page,
                answers: [.ok(.page(of: "StatusChange"))],
                history
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let filter = VersionFilter(archived: try query.flag("archived"), deleted: try query.flag("deleted"))
        let versions = try await operations.versions(
            of: context.model,
            filter: filter,
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(versions)
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let draft = try await request.json(NewVersionJSON.self).draft
        let version = try await operations.createVersion(
            of: context.model,
            draft,
            in: context.project,
            as: context.caller
        )
        return try .json(version, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.version(context.reference, in: context.project, as: context.caller))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(Changes.self)
        return try .json(
            await operations.updateVersion(context.reference, changes, in: context.project, as: context.caller)
        )
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteVersion(context.reference, in: context.project, as: context.caller)
        return .noContent
    }

    private func undelete(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.undeleteVersion(context.reference, in: context.project, as: context.caller))
    }

    private func seal(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.sealVersion(context.reference, in: context.project, as: context.caller))
    }

    private func clone(_ request: Request, _ context: APIContext) async throws -> Response {
        let draft = try await request.json(CloneDraft.self)
        let clone = try await operations.cloneVersion(
            context.reference,
            draft,
            in: context.project,
            as: context.caller
        )
        return try .json(clone, status: .created)
    }

    private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try Query(request).page
        return try .json(
            await operations.history(of: context.reference, page: page, in: context.project, as: context.caller)
        )
    }
}
