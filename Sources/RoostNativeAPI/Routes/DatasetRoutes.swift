import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Datasets.
struct DatasetRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let datasets = "/api/v1/projects/{project}/datasets"
        return [
            Route(
                .get,
                datasets,
                "listDatasets",
                "Datasets, by name.",
                query: .page + [.deleted],
                answers: [.ok(.page(of: "Dataset"))],
                list
            ),
            Route(
                .post,
                datasets,
                "createDataset",
                "Makes a dataset without items.",
                role: .contributor,
                body: .json(.named("NewDataset")),
                answers: [.created(.named("Dataset"))],
                create
            ),
            Route(
                .get,
                "\(datasets)/{dataset}",
                "dataset",
                "One dataset.",
                answers: [.ok(.named("Dataset"))],
                show
            ),
            Route(
                .patch,
                "\(datasets)/{dataset}",
                "updateDataset",
                "Changes description, ontology and metadata.",
                role: .contributor,
                body: .json(.named("DatasetChanges")),
                answers: [.ok(.named("Dataset"))],
                update
            ),
            Route(
                .delete,
                "\(datasets)/{dataset}",
                "deleteDataset",
                "Deletes a dataset, until it is undeleted or collected.",
                role: .maintainer,
                answers: [.noContent],
                delete
            ),
            Route(
                .post,
                "\(datasets)/{dataset}/undelete",
                "undeleteDataset",
                "Takes a deletion back.",
                role: .maintainer,
                answers: [.ok(.named("Dataset"))],
                undelete
            ),
            Route(
                .post,
                "\(datasets)/{dataset}/split",
                "splitDataset",
                "Divides the items among the subsets, all at once.",
                role: .contributor,
                body: .json(.named("Split")),
                answers: [.ok(.named("Dataset"))],
                split
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let datasets = try await operations.datasets(
            deleted: query.flag("deleted"),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(datasets)
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewDatasetJSON.self)
        let dataset = try await operations.createDataset(
            new.name,
            description: new.description ?? "",
            labels: new.labels ?? [],
            isStrict: new.strict ?? false,
            metadata: new.metadata ?? [:],
            in: context.project,
            as: context.caller
        )
        return try .json(dataset, status: .created)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.dataset(named: context.dataset, in: context.project, as: context.caller))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(DatasetChanges.self)
        return try .json(
            await operations.updateDataset(named: context.dataset, changes, in: context.project, as: context.caller)
        )
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteDataset(named: context.dataset, in: context.project, as: context.caller)
        return .noContent
    }

    private func undelete(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.undeleteDataset(named: context.dataset, in: context.project, as: context.caller))
    }

    private func split(_ request: Request, _ context: APIContext) async throws -> Response {
        let split = try await request.json(Split.self)
        return try .json(
            await operations.split(context.dataset, split, in: context.project, as: context.caller)
        )
    }
}
