import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// The files that runs left.
struct RunArtifactRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let artifacts = "/api/v1/projects/{project}/runs/{run}/artifacts"
        return [
            Route(
                .get,
                artifacts,
                "listRunArtifacts",
                "Artifacts of a run, by path.",
                query: .page + [.folder],
                answers: [.ok(.page(of: "RunArtifact"))],
                list
            ),
            Route(
                .post,
                artifacts,
                "putRunArtifacts",
                "Puts uploaded content under paths of a run, all or none; its execution's worker may, too.",
                body: .json(.named("NewRunArtifacts")),
                answers: [.ok(.page(of: "RunArtifact"))],
                put
            ),
            Route(
                .get,
                "\(artifacts)/{path}",
                "runArtifact",
                "The content of an artifact.",
                headers: [.range, .ifNoneMatch],
                answers: [.content],
                content
            ),
            Route(
                .head,
                "\(artifacts)/{path}",
                "runArtifactHead",
                "What the content of an artifact is like.",
                headers: [.ifNoneMatch],
                answers: [.content],
                content
            ),
            Route(
                .delete,
                "\(artifacts)/{path}",
                "deleteRunArtifact",
                "Removes an artifact of a run.",
                answers: [.noContent],
                delete
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let artifacts = try await operations.runArtifacts(
            of: context.run,
            in: query.value("folder", Artifact.Path.init),
            page: query.page,
            project: context.project,
            as: context.caller
        )
        return try .json(artifacts)
    }

    private func put(_ request: Request, _ context: APIContext) async throws -> Response {
        let drafts = try await request.json(NewArtifactsJSON.self).artifacts
        let artifacts = try await operations.putRunArtifacts(
            drafts,
            of: context.run,
            in: context.project,
            as: context.caller
        )
        return try .json(Page(items: artifacts))
    }

    private func content(_ request: Request, _ context: APIContext) async throws -> Response {
        let (path, project, caller) = (try context.artifactPath, try context.project, try context.caller)
        let artifact = try await operations.runArtifact(at: path, of: context.run, in: project, as: caller)
        let answer = ContentAnswer(digest: artifact.digest, size: artifact.size, name: path.name)
        return try await answer.response(to: request) { part in
            try await operations.readBlob(artifact.digest, range: part, in: project, as: caller)
        }
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteRunArtifact(
            at: context.artifactPath,
            of: context.run,
            in: context.project,
            as: context.caller
        )
        return .noContent
    }
}

extension Parameter {
    fileprivate static let folder = Parameter(
        name: "folder",
        meaning: "Only what lies in this folder.",
        schema: .named("Path")
    )
}
