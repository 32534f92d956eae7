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
                "Items of a dataset, in the order they were added; a page of a filter may have few and a next one.",
                query: .page + [.subset, .itemFilter],
                answers: [.ok(.page(of: "Item"))],
                list
            ),
            Route(
                .get,
                "\(items)/count",
                "countItems",
                "How many items there are, or how many a filter means.",
                query: [.subset, .itemFilter],
                answers: [.ok(.named("Count"))],
                count
            ),
            Route(
                .get,
                "\(items)/deleted",
                "listDeletedItems",
                "Items that can be undeleted, the first that was deleted first.",
                query: .page,
                answers: [.ok(.page(of: "Item"))],
                listDeleted
            ),
            Route(
                .post,
                "\(items)/delete",
                "deleteItems",
                "Hides items, all or none; with a filter a thousand at once, and 'next' says where to go on.",
                role: .contributor,
                body: .json(.named("Selection")),
                answers: [.ok(.named("SelectionChange"))],
                deleteMany
            ),
            Route(
                .post,
                "\(items)/undelete",
                "undeleteItems",
                "Shows deleted items again, all or none.",
                role: .contributor,
                body: .json(.named("Identifiers")),
                answers: [.ok(.named("SelectionChange"))],
                undelete
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
                .patch,
                "\(items)/{id}",
                "updateItem",
                "Moves an item to a subset, or changes its metadata.",
                role: .contributor,
                body: .json(.named("ItemChanges")),
                answers: [.ok(.named("Item"))],
                update
            ),
            Route(
                .delete,
                "\(items)/{id}",
                "deleteItem",
                "Hides an item, until it is undeleted or collected.",
                role: .contributor,
                answers: [.noContent],
                delete
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
            filter: query.filter,
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(items)
    }

    private func count(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let count = try await operations.itemCount(
            of: context.dataset,
            subset: query.choice("subset"),
            filter: query.filter,
            in: context.project,
            as: context.caller
        )
        return try .json(CountJSON(count: count))
    }

    private func listDeleted(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try Query(request).page
        return try .json(
            await operations.deletedItems(of: context.dataset, page: page, in: context.project, as: context.caller)
        )
    }

    private func deleteMany(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try await request.json(Selection<Item>.self)
        return try .json(
            await operations.deleteItems(selection, of: context.dataset, in: context.project, as: context.caller)
        )
    }

    private func undelete(_ request: Request, _ context: APIContext) async throws -> Response {
        let ids = try await request.json(IdentifiersJSON<Item>.self).ids
        return try .json(
            await operations.undeleteItems(ids, of: context.dataset, in: context.project, as: context.caller)
        )
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(Item.Changes.self)
        return try .json(
            await operations.updateItem(
                context.id(),
                of: context.dataset,
                changes,
                in: context.project,
                as: context.caller
            )
        )
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await operations.deleteItems(
            Selection(ids: [context.id()]),
            of: context.dataset,
            in: context.project,
            as: context.caller
        )
        return .noContent
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

extension Parameter {
    fileprivate static let itemFilter = filter("subset = test and width > 100 and path ~ \"train/*\"")
}
