import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Content by its SHA-256, as a project knows it.
struct BlobRoutes: Sendable {
    /// Content that does not say its size beforehand may have this many bytes.
    static let unannouncedLimit: Int64 = 1 << 30

    let operations: Operations

    var table: [Route] {
        let blobs = "/api/v1/projects/{project}/blobs"
        return [
            Route(
                .post,
                "\(blobs)/missing",
                "missingBlobs",
                "Which content has to be uploaded yet.",
                body: .json(.named("Digests")),
                answers: [.ok(.named("MissingBlobs"))],
                missing
            ),
            Route(
                .put,
                "\(blobs)/{digest}",
                "storeBlob",
                "Uploads content in one piece.",
                role: .contributor,
                body: .bytes,
                answers: [.created(.named("StoredBlob"))],
                store
            ),
            Route(
                .get,
                "\(blobs)/{digest}",
                "blob",
                "Content.",
                headers: [.range, .ifNoneMatch],
                answers: [.content],
                content
            ),
            Route(
                .head,
                "\(blobs)/{digest}",
                "blobHead",
                "How much content it is.",
                headers: [.ifNoneMatch],
                answers: [.content],
                content
            ),
        ]
    }

    private func missing(_ request: Request, _ context: APIContext) async throws -> Response {
        let digests = try await request.json(DigestsJSON.self).digests
        let missing = try await operations.missingBlobs(digests, in: context.project, as: context.caller)
        return try .json(MissingBlobsJSON(missing: missing))
    }

    private func store(_ request: Request, _ context: APIContext) async throws -> Response {
        let blob = try await operations.storeBlob(
            context.digest,
            size: request.announcedSize,
            limit: request.announcedSize == nil ? Self.unannouncedLimit : nil,
            body: request.body,
            in: context.project,
            as: context.caller
        )
        return try .json(StoredBlobJSON(blob), status: .created)
    }

    private func content(_ request: Request, _ context: APIContext) async throws -> Response {
        let (digest, project, caller) = (try context.digest, try context.project, try context.caller)
        let size = try await operations.blobSize(digest, in: project, as: caller)
        return try await ContentAnswer(digest: digest, size: size, immutable: true).response(to: request) { part in
            try await operations.readBlob(digest, range: part, in: project, as: caller)
        }
    }
}
