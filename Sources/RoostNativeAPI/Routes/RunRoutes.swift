import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Runs: what was done with which parameters, and what came of it.
struct RunRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let runs = "/api/v1/projects/{project}/runs"
        return [
            Route(
                .get,
                runs,
                "listRuns",
                "Runs, the newest first unless another order is asked for.",
                query: .page + [.experiment, .status, .parent, .execution, .version, .filter, .order, .deleted],
                answers: [.ok(.page(of: "Run"))],
                list
            ),
            Route(
                .post,
                runs,
                "createRun",
                "Starts a run, and makes its experiment if need be.",
                role: .contributor,
                body: .json(.named("NewRun")),
                answers: [.created(.named("Run"))],
                create
            ),
            Route(
                .get,
                "\(runs)/compare",
                "compareRuns",
                "Parameters and metrics of runs side by side.",
                query: [.runs],
                answers: [.ok(.named("RunComparison"))],
                compare
            ),
            Route(
                .get,
                "\(runs)/{run}",
                "run",
                "One run.",
                answers: [.ok(.named("Run"))],
                show
            ),
            Route(
                .patch,
                "\(runs)/{run}",
                "updateRun",
                "Changes status, name, note and tags; the worker of its execution may, too.",
                body: .json(.named("RunChanges")),
                answers: [.ok(.named("Run"))],
                update
            ),
            Route(
                .delete,
                "\(runs)/{run}",
                "deleteRun",
                "Deletes a run, until it is undeleted or collected.",
                role: .contributor,
                answers: [.noContent],
                delete
            ),
            Route(
                .post,
                "\(runs)/{run}/undelete",
                "undeleteRun",
                "Takes a deletion back.",
                role: .contributor,
                answers: [.ok(.named("Run"))],
                undelete
            ),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let runs = try await operations.runs(
            filter: RunFilter(query),
            order: query.value("order", Run.Order.init) ?? .newest,
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(runs)
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let draft = try await request.json(NewRunJSON.self).draft
        let run = try await operations.createRun(draft, in: context.project, as: context.caller)
        return try .json(run, status: .created)
    }

    private func compare(_ request: Request, _ context: APIContext) async throws -> Response {
        let runs = try Query(request).value("runs") { text throws(RoostError) in
            try text.split(separator: ",").map { part throws(RoostError) in try TrackedRunID(String(part)) }
        }
        return try .json(await operations.compareRuns(runs ?? [], in: context.project, as: context.caller))
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.run(context.run, in: context.project, as: context.caller))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let changes = try await request.json(Run.Changes.self)
        return try .json(
            await operations.updateRun(context.run, changes, in: context.project, as: context.caller)
        )
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await operations.deleteRun(context.run, in: context.project, as: context.caller)
        return .noContent
    }

    private func undelete(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(await operations.undeleteRun(context.run, in: context.project, as: context.caller))
    }
}

extension RunFilter {
    fileprivate init(_ query: Query) throws(RoostError) {
        self.init(
            experiment: try query.value("experiment", Experiment.Name.init),
            status: try query.choice("status"),
            parent: try query.value("parent", TrackedRunID.init),
            execution: try query.value("execution") { text throws(RoostError) in try Identifier(text) },
            version: try query.value("version") { text throws(RoostError) in try Identifier(text) },
            filter: try query.value("filter", Filter.init),
            deleted: try query.flag("deleted")
        )
    }
}

extension Parameter {
    fileprivate static let experiment = Parameter(
        name: "experiment",
        meaning: "Only runs of this experiment.",
        schema: .named("ExperimentName")
    )
    fileprivate static let status = Parameter(
        name: "status",
        meaning: "Only runs in this status.",
        schema: .word(of: Run.Status.self)
    )
    fileprivate static let parent = Parameter(
        name: "parent",
        meaning: "Only parts of this run.",
        schema: .named("RunID")
    )
    fileprivate static let execution = identifier("execution", "Only the run that this execution writes.")
    fileprivate static let version = identifier("version", "Only runs about this version.")
    fileprivate static let filter = Parameter(
        name: "filter",
        meaning: "What has to be true, such as: status = finished and metrics.loss < 0.1.",
        schema: .text()
    )
    fileprivate static let order = Parameter(
        name: "order",
        meaning: "'started', 'name', 'metrics.KEY' (its last value), 'min.KEY' or 'max.KEY'; '-' before it turns it "
            + "round; -started unless said.",
        schema: .string(pattern: "^-?(started|name|(metrics|min|max)\\.[^\\u0000-\\u001f\\u007f]+)$")
    )
    fileprivate static let runs = Parameter(
        name: "runs",
        meaning: "2 to 100 runs, parted by commas.",
        schema: .string(pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}(,[A-Za-z0-9][A-Za-z0-9_-]{0,63}){1,99}$"),
        isRequired: true
    )
}
