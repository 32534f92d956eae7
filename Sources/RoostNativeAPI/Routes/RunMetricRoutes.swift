import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// What runs tell while they go on.
struct RunMetricRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let run = "/api/v1/projects/{project}/runs/{run}"
        return [
            Route(
                .post,
                "\(run)/log",
                "logRun",
                "Writes parameters, metric points and tags, all or none; the worker of its execution may, too.",
                body: .json(.named("RunEntries")),
                answers: [.noContent],
                log
            ),
            Route(
                .get,
                "\(run)/metrics/{key}",
                "metricHistory",
                "The points of a metric, by step.",
                query: .page,
                answers: [.ok(.page(of: "MetricPoint"))],
                history
            ),
            Route(
                .get,
                "\(run)/charts/{key}",
                "metricChart",
                "The points of a metric that a chart needs: the least and the greatest of each stretch of steps.",
                query: [.points],
                answers: [.ok(.page(of: "MetricPoint"))],
                chart
            ),
        ]
    }

    private func log(_ request: Request, _ context: APIContext) async throws -> Response {
        let entries = try await request.json(RunEntriesJSON.self).entries(at: .now)
        try await operations.logRun(context.run, entries, in: context.project, as: context.caller)
        return .noContent
    }

    private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        let points = try await operations.metricHistory(
            of: context.run,
            context.runKey,
            page: Query(request).page,
            in: context.project,
            as: context.caller
        )
        return try .json(points)
    }

    private func chart(_ request: Request, _ context: APIContext) async throws -> Response {
        let points = try await operations.metricChart(
            of: context.run,
            context.runKey,
            limit: Query(request).integer("points", in: 2...10_000) ?? 500,
            in: context.project,
            as: context.caller
        )
        return try .json(Page(items: points))
    }
}

extension Parameter {
    fileprivate static let points = Parameter(
        name: "points",
        meaning: "How many points at most; 500 unless said.",
        schema: .integer(nil, 2...10_000)
    )
}
