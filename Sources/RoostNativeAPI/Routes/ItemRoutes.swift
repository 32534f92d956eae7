import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Items: the images of a dataset.
struct ItemRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let items = "/api/v1/projects/{project}/datasets/{dataset}/items"
        return [
            Route(
                .get,
                items,
                "listItems",
                "Items of a dataset, by path.",
                query: .page + [.subset],
                answers: [.ok(.page(of: "Item"))],
                list
            ),
            Route(
                .post,
                items,
                "addItems",
                "Adds uploaded images with their ground truth, all or none.",
                role: .contributor,
                body: .json(.named("NewItems")),
                answers: [.created(.page(of: "Item"))],
                add
            ),
            Route(
                .get,
                "\(items)/{id}",
                "item",
                "One item.",
                answers: [.ok(.named("Item"))],
                show
            ),
            Route(
                .get,
                "\(items)/{id}/content",
                "itemContent",
                "The image.",
                headers: [.range, .ifNoneMatch],
                answers: [.content],
                content
            ),
            Route(
                .head,
                "\(items)/{id}/content",
                "itemContentHead",
                "What the image is like.",
                headers: [.ifNoneMatch],
                answers: [.content],
                content
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let items = try await operations.items(
            of: context.dataset,
            subset: query.choice("subset"),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(items)
    }

    private func add(_ request: Request, _ context: APIContext) async throws -> Response {
        let drafts = try await request.json(NewItemsJSON.self).items.map(\.draft)
        let items = try await operations.addItems(
            drafts,
            to: context.dataset,
            in: context.project,
            as: context.caller
        )
        return try .json(Page(items: items), status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await item(context))
    }

    private func content(_ request: Request, _ context: APIContext) async throws -> Response {
        let (item, project, caller) = (try await item(context), try context.project, try context.caller)
        let answer = ContentAnswer(
            digest: item.digest,
            size: item.size,
            name: item.path.name,
            mediaType: item.mediaType
        )
        return try await answer.response(to: request) { part in
            try await operations.readBlob(item.digest, range: part, in: project, as: caller)
        }
    }

    private func item(_ context: APIContext) async throws -> Item {
        try await operations.item(context.id(), of: context.dataset, in: context.project, as: context.caller)
    }
}
