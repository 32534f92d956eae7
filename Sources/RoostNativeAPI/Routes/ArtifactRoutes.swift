import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Artifacts: the files of a version.
struct ArtifactRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let artifacts = "/api/v1/projects/{project}/models/{model}/versions/{version}/artifacts"
        return [
            Route(
                .get,
                artifacts,
                "listArtifacts",
                "Artifacts of a version, by path.",
                query: .page,
                answers: [.ok(.page(of: "Artifact"))],
                list
            ),
            Route(
                .post,
                artifacts,
                "putArtifacts",
                "Adds or replaces artifacts of an open version.",
                role: .contributor,
                body: .json(.named("NewArtifacts")),
                answers: [.ok(.page(of: "Artifact"))],
                put
            ),
            Route(
                .get,
                "\(artifacts)/{path}",
                "artifact",
                "The content of an artifact, or the way to it.",
                headers: [.range, .ifNoneMatch],
                answers: [.content, .link],
                content
            ),
            Route(
                .head,
                "\(artifacts)/{path}",
                "artifactHead",
                "What the content of an artifact is like.",
                headers: [.ifNoneMatch],
                answers: [.content, .link],
                content
            ),
            Route(
                .delete,
                "\(artifacts)/{path}",
                "deleteArtifact",
                "Removes an artifact of an open version.",
                role: .contributor,
                answers: [.noContent],
                delete
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try Query(request).page
        return try .json(
            await operations.artifacts(of: context.reference, page: page, in: context.project, as: context.caller)
        )
    }

    private func put(_ request: Request, _ context: APIContext) async throws -> Response {
        let drafts = try await request.json(NewArtifactsJSON.self).artifacts
        let artifacts = try await operations.putArtifacts(
            drafts,
            into: context.reference,
            in: context.project,
            as: context.caller
        )
        return try .json(Page(items: artifacts))
    }

    private func content(_ request: Request, _ context: APIContext) async throws -> Response {
        let (path, project, caller) = (try context.artifactPath, try context.project, try context.caller)
        switch try await operations.artifactContent(of: context.reference, at: path, in: project, as: caller) {
        case .blob(let digest, let size):
            let answer = ContentAnswer(digest: digest, size: size, name: path.name)
            return try await answer.response(to: request) { part in
                try await operations.readBlob(digest, range: part, in: project, as: caller)
            }
        case .link(let url):
            return Response(status: .seeOther, headers: [.location: url])
        }
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteArtifact(
            at: context.artifactPath,
            of: context.reference,
            in: context.project,
            as: context.caller
        )
        return .noContent
    }
}
