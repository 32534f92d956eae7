import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Annotations: what people and versions say about the items of a dataset.
struct AnnotationRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let annotations = "/api/v1/projects/{project}/datasets/{dataset}/annotations"
        return [
            Route(
                .get,
                annotations,
                "listAnnotations",
                "Ground truth and predictions; a page of a filter may have few and a next one.",
                query: .page + [.item, .version, .execution, .kind, .annotationFilter],
                answers: [.ok(.page(of: "Annotation"))],
                list
            ),
            Route(
                .post,
                annotations,
                "addAnnotations",
                "Says things about items, all or none: ground truth, or with a version what that version predicts.",
                role: .contributor,
                body: .json(.named("AnnotationAdditions")),
                answers: [.created(.page(of: "Annotation"))],
                add
            ),
            Route(
                .post,
                "\(annotations)/delete",
                "deleteAnnotations",
                "Takes back what was said, all or none; with a filter a thousand at once, and 'next' says where to go on.",
                role: .contributor,
                body: .json(.named("Selection")),
                answers: [.ok(.named("SelectionChange"))],
                deleteMany
            ),
            Route(
                .get,
                "\(annotations)/{id}",
                "annotation",
                "One annotation.",
                answers: [.ok(.named("Annotation"))],
                show
            ),
            Route(
                .patch,
                "\(annotations)/{id}",
                "updateAnnotation",
                "Says something else; whose it is stays, and what an execution found cannot be changed.",
                role: .contributor,
                body: .json(.named("AnnotationChanges")),
                answers: [.ok(.named("Annotation"))],
                update
            ),
            Route(
                .delete,
                "\(annotations)/{id}",
                "deleteAnnotation",
                "Takes back what was said.",
                role: .contributor,
                answers: [.noContent],
                delete
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let annotations = try await operations.annotations(
            of: context.dataset,
            filter: AnnotationFilter(query),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(annotations)
    }

    private func add(_ request: Request, _ context: APIContext) async throws -> Response {
        let additions = try await request.json(AnnotationAdditionsJSON.self).annotations
        let annotations = try await operations.addAnnotations(
            additions,
            to: context.dataset,
            in: context.project,
            as: context.caller
        )
        return try .json(Page(items: annotations), status: .created)
    }

    private func deleteMany(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try await request.json(Selection<Annotation>.self)
        return try .json(
            await operations.deleteAnnotations(selection, of: context.dataset, in: context.project, as: context.caller)
        )
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(
            await operations.annotation(context.id(), of: context.dataset, in: context.project, as: context.caller)
        )
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(Annotation.Changes.self)
        return try .json(
            await operations.updateAnnotation(
                context.id(),
                of: context.dataset,
                changes,
                in: context.project,
                as: context.caller
            )
        )
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await operations.deleteAnnotations(
            Selection(ids: [context.id()]),
            of: context.dataset,
            in: context.project,
            as: context.caller
        )
        return .noContent
    }
}

extension AnnotationFilter {
    fileprivate init(_ query: Query) throws(RoostError) {
        self.init(
            item: try query.value("item") { text throws(RoostError) in try Identifier(text) },
            version: try query.value("version") { text throws(RoostError) in try Identifier(text) },
            execution: try query.value("execution") { text throws(RoostError) in try Identifier(text) },
            kind: try query.choice("kind"),
            filter: try query.filter
        )
    }
}

extension Query {
    /// Which entities are meant, in the words of a filter.
    var filter: Filter? {
        get throws(RoostError) { try value("filter", Filter.init) }
    }
}

extension Parameter {
    fileprivate static let item = identifier("item", "Only about this item.")
    fileprivate static let version = identifier("version", "Only predictions of this version.")
    fileprivate static let execution = identifier("execution", "Only predictions of this execution.")
    fileprivate static let kind = Parameter(
        name: "kind",
        meaning: "Only ground truth, or only predictions.",
        schema: .word(of: AnnotationFilter.Kind.self)
    )
    fileprivate static let annotationFilter = filter("score >= 0.9 and label != truth")
}
