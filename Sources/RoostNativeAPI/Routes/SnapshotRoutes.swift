import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Snapshots: pictures of a dataset that never change.
struct SnapshotRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let snapshots = "/api/v1/projects/{project}/datasets/{dataset}/snapshots"
        return [
            Route(
                .get,
                snapshots,
                "listSnapshots",
                "Snapshots of a dataset, the newest first.",
                query: .page,
                answers: [.ok(.page(of: "Snapshot"))],
                list
            ),
            Route(
                .post,
                snapshots,
                "takeSnapshot",
                "A snapshot of the dataset as it is now; the one there is when nothing has changed.",
                role: .contributor,
                answers: [.created(.named("Snapshot"))],
                take
            ),
            Route(
                .get,
                "\(snapshots)/{snapshot}",
                "snapshot",
                "One snapshot, by its identifier or its digest.",
                answers: [.ok(.named("Snapshot"))],
                show
            ),
            Route(
                .delete,
                "\(snapshots)/{snapshot}",
                "deleteSnapshot",
                "Forgets a snapshot that nothing was trained or judged on.",
                role: .maintainer,
                answers: [.noContent],
                delete
            ),
            Route(
                .get,
                "\(snapshots)/{snapshot}/manifest",
                "snapshotManifest",
                "JSON lines: a header, then an item with its ground truth a line, by path.",
                headers: [.range, .ifNoneMatch],
                answers: [.content],
                manifest
            ),
            Route(
                .head,
                "\(snapshots)/{snapshot}/manifest",
                "snapshotManifestHead",
                "What the manifest is like.",
                headers: [.ifNoneMatch],
                answers: [.content],
                manifest
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try Query(request).page
        return try .json(
            await operations.snapshots(of: context.dataset, page: page, in: context.project, as: context.caller)
        )
    }

    private func take(_ request: Request, _ context: APIContext) async throws -> Response {
        let snapshot = try await operations.takeSnapshot(
            of: context.dataset,
            in: context.project,
            as: context.caller
        )
        return try .json(snapshot, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await snapshot(context))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteSnapshot(
            context.snapshot,
            of: context.dataset,
            in: context.project,
            as: context.caller
        )
        return .noContent
    }

    private func manifest(_ request: Request, _ context: APIContext) async throws -> Response {
        let (snapshot, project, caller) = (try await snapshot(context), try context.project, try context.caller)
        let answer = ContentAnswer(
            digest: snapshot.digest,
            size: snapshot.size,
            name: "\(snapshot.dataset).jsonl",
            mediaType: "application/jsonl",
            immutable: true
        )
        return try await answer.response(to: request) { part in
            try await operations.readBlob(snapshot.digest, range: part, in: project, as: caller)
        }
    }

    private func snapshot(_ context: APIContext) async throws -> Snapshot {
        try await operations.snapshot(
            context.snapshot,
            of: context.dataset,
            in: context.project,
            as: context.caller
        )
    }
}
