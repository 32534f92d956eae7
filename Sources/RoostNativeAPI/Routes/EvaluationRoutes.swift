import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Evaluations: how versions did on snapshots, and item by item where they failed.
struct EvaluationRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let evaluations = "/api/v1/projects/{project}/evaluations"
        let evaluation = "\(evaluations)/{id}"
        return [
            Route(
                .get,
                evaluations,
                "listEvaluations",
                "Evaluations, the newest first, without their reports.",
                query: .page + [.evaluatedVersion, .evaluatedDataset],
                answers: [.ok(.page(of: "Evaluation"))],
                list
            ),
            Route(
                .get,
                evaluation,
                "evaluation",
                "One evaluation, with its report once it is finished.",
                answers: [.ok(.named("Evaluation"))],
                show
            ),
            Route(
                .get,
                "/api/v1/projects/{project}/models/{model}/versions/{version}/evaluation",
                "latestEvaluation",
                "The latest finished evaluation of a version.",
                query: [.neededDataset, .part, .snapshot],
                answers: [.ok(.named("Evaluation"))],
                latest
            ),
            Route(
                .get,
                "\(evaluation)/outcomes",
                "review",
                "Items that were answered wrongly, those with the most confident answers first.",
                query: .page + [.errors, .label, .truth, .predicted],
                answers: [.ok(.page(of: "ReviewedItem"))],
                review
            ),
            Route(
                .get,
                "\(evaluation)/counts",
                "reviewCounts",
                "How many mistakes there are, class by class, and of objects kind by kind.",
                answers: [.ok(.named("ReviewCounts"))],
                counts
            ),
            Route(
                .get,
                "\(evaluation)/objects",
                "reviewObjects",
                "Objects that were found wrongly or not at all, the surest mistakes first.",
                query: .page + [.objectErrors, .objectLabel, .truth, .predicted],
                answers: [.ok(.page(of: "ReviewedObject"))],
                reviewObjects
            ),
            Route(
                .get,
                "\(evaluation)/objects/changes",
                "objectChanges",
                "Objects of the ground truth that only one of two evaluations found, or neither.",
                query: .page + [.against, .change, .label],
                answers: [.ok(.page(of: "ChangedObject"))],
                objectChanges
            ),
            Route(
                .get,
                "\(evaluation)/changes",
                "changes",
                "Items that this evaluation judges otherwise than another, or both as wrong.",
                query: .page + [.against, .change, .label],
                answers: [.ok(.page(of: "ChangedItem"))],
                changes
            ),
            Route(
                .get,
                "\(evaluation)/changes/counts",
                "changeCounts",
                "How many items, or objects, this evaluation judges otherwise than another.",
                query: [.against],
                answers: [.ok(.named("ChangeCounts"))],
                changeCounts
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let evaluations = try await operations.evaluations(
            of: query.value("version", Reference.init),
            on: query.value("dataset", Dataset.Name.init),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(evaluations)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.evaluation(context.id(), in: context.project, as: context.caller))
    }

    private func latest(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let evaluation = try await operations.latestEvaluation(
            of: context.reference,
            on: query.needed("dataset", Dataset.Name.init),
            part: query.choice("part"),
            snapshot: query.value("snapshot", Digest.init),
            in: context.project,
            as: context.caller
        )
        return try .json(evaluation)
    }

    private func review(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let items = try await operations.review(
            context.id(),
            ReviewFilter(query),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(items)
    }

    private func counts(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.reviewCounts(of: context.id(), in: context.project, as: context.caller))
    }

    private func changes(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let items = try await operations.changes(
            in: context.id(),
            against: query.against,
            query.choice("change") ?? .broken,
            label: query["label"],
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(items)
    }

    private func changeCounts(_ request: Request, _ context: APIContext) async throws -> Response {
        let counts = try await operations.changeCounts(
            in: context.id(),
            against: Query(request).against,
            in: context.project,
            as: context.caller
        )
        return try .json(counts)
    }

    private func reviewObjects(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let objects = try await operations.reviewObjects(
            context.id(),
            ObjectFilter(query),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(objects)
    }

    private func objectChanges(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let objects = try await operations.objectChanges(
            in: context.id(),
            against: query.against,
            query.choice("change") ?? .broken,
            label: query["label"],
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(objects)
    }
}
