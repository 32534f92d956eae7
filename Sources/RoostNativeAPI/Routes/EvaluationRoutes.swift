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
                query: .page + [.version, .dataset],
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
                "How many mistakes there are, class by class.",
                answers: [.ok(.named("ReviewCounts"))],
                counts
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
                "How many items this evaluation judges otherwise than another.",
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
}

extension ReviewFilter {
    /// Both labels of a confusion, or neither.
    fileprivate init(_ query: Query) throws(RoostError) {
        let errors: Errors = try query.choice("errors") ?? .any
        guard query["truth"] != nil || query["predicted"] != nil else {
            self.init(errors, label: query["label"])
            return
        }
        guard let truth = query["truth"], let predicted = query["predicted"], truth != predicted, errors == .any,
            query["label"] == nil
        else {
            throw RoostError(
                .invalidArgument,
                "a confusion is two different labels, 'truth' and 'predicted', without 'errors' or 'label'"
            )
        }
        self.init(confusion: Confusion(truth: truth, predicted: predicted))
    }
}

extension Query {
    fileprivate var against: Identifier<Evaluation> {
        get throws(RoostError) {
            try needed("against") { text throws(RoostError) in try Identifier<Evaluation>(text) }
        }
    }
}

extension Parameter {
    fileprivate static let version = Parameter(
        name: "version",
        meaning: "Only evaluations of this version.",
        schema: .named("Reference")
    )
    fileprivate static let dataset = Parameter(
        name: "dataset",
        meaning: "Only evaluations on this dataset.",
        schema: .named("ModelName")
    )
    fileprivate static let neededDataset = Parameter(
        name: "dataset",
        meaning: "What the version was evaluated on.",
        schema: .named("ModelName"),
        isRequired: true
    )
    fileprivate static let errors = Parameter(
        name: "errors",
        meaning: "Which items; all that were answered wrongly unless said.",
        schema: .word(of: ReviewFilter.Errors.self)
    )
    fileprivate static let label = Parameter(
        name: "label",
        meaning: "Only this label: the answer of false positives, else the ground truth.",
        schema: .text()
    )
    fileprivate static let truth = Parameter(
        name: "truth",
        meaning: "With 'predicted': only items that have this label and were given that one.",
        schema: .text()
    )
    fileprivate static let predicted = Parameter(
        name: "predicted",
        meaning: "With 'truth': only items that were given this label.",
        schema: .text()
    )
    fileprivate static let against = Parameter(
        name: "against",
        meaning: "The evaluation on the same items that came before.",
        schema: .named("Identifier"),
        isRequired: true
    )
    fileprivate static let change = Parameter(
        name: "change",
        meaning: "Which items; those that are broken unless said.",
        schema: .word(of: ChangedItem.Change.self)
    )
}
