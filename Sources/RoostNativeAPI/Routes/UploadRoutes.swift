import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Uploads: content that comes in pieces and can be continued.
struct UploadRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let uploads = "/api/v1/projects/{project}/uploads"
        return [
            Route(
                .post,
                uploads,
                "createUpload",
                "Announces content. It is complete at once if the project has it.",
                role: .contributor,
                body: .json(.named("NewUpload")),
                answers: [.created(.named("Upload"))],
                create
            ),
            Route(
                .get,
                "\(uploads)/{id}",
                "upload",
                "How far an upload is.",
                role: .contributor,
                answers: [.ok(.named("Upload"))],
                show
            ),
            Route(
                .patch,
                "\(uploads)/{id}",
                "appendToUpload",
                "The next piece. What arrived before a failure stays.",
                role: .contributor,
                headers: [.uploadOffset],
                body: .bytes,
                answers: [.ok(.named("Upload"))],
                append
            ),
            Route(
                .delete,
                "\(uploads)/{id}",
                "cancelUpload",
                "Forgets an upload.",
                role: .contributor,
                answers: [.noContent],
                cancel
            ),
        ]
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewUploadJSON.self)
        let upload = try await operations.createUpload(
            of: new.digest,
            size: Int64(clamping: new.size),
            in: context.project,
            as: context.caller
        )
        return try .json(upload, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.upload(context.id(), in: context.project, as: context.caller))
    }

    private func append(_ request: Request, _ context: APIContext) async throws -> Response {
        let upload = try await operations.appendToUpload(
            context.id(),
            at: request.uploadOffset,
            body: request.body,
            in: context.project,
            as: context.caller
        )
        return try .json(upload)
    }

    private func cancel(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.cancelUpload(context.id(), in: context.project, as: context.caller)
        return .noContent
    }
}
