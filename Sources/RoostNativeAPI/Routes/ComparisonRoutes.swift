import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Versions side by side, and which of them an alias points at.
struct ComparisonRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let project = "/api/v1/projects/{project}"
        return [
            Route(
                .post,
                "\(project)/comparisons",
                "compareVersions",
                "Compares versions by the latest finished evaluation of each.",
                body: .json(.named("ComparisonRequest")),
                answers: [.ok(.named("VersionComparison"))],
                compare
            ),
            Route(
                .get,
                "\(project)/datasets/{dataset}/leaderboard",
                "leaderboard",
                "The versions that were evaluated on a snapshot of a dataset, the best first.",
                query: .page + [.snapshot, .part, .metric, .lowestFirst],
                answers: [.ok(.page(of: "LeaderboardEntry"))],
                leaderboard
            ),
            Route(
                .post,
                "\(project)/models/{model}/aliases/{alias}/promote",
                "promote",
                "Moves an alias to a version if all gates hold.",
                role: .maintainer,
                body: .json(.named("NewPromotion")),
                answers: [.ok(.named("Promotion"))],
                promote
            ),
            Route(
                .post,
                "\(project)/models/{model}/prune",
                "pruneVersions",
                "Archives or deletes the versions that nothing uses, all but the newest.",
                role: .maintainer,
                body: .json(.named("NewPrune")),
                answers: [.ok(.named("PruneReport"))],
                prune
            ),
            Route(
                .post,
                "\(project)/models/{model}/versions/{version}/reproduce",
                "reproduceVersion",
                "Queues the training of a version once more, to see whether it comes out the same.",
                role: .contributor,
                answers: [.created(.named("Execution"))],
                reproduce
            ),
        ]
    }

    private func compare(_ request: Request, _ context: APIContext) async throws -> Response {
        let comparison = try await request.json(ComparisonRequestJSON.self).request
        return try .json(
            await operations.compareVersions(comparison, in: context.project, as: context.caller)
        )
    }

    private func leaderboard(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try Query(request)
        let entries = try await operations.leaderboard(
            of: context.dataset,
            snapshot: query.value("snapshot", Digest.init),
            part: query.choice("part"),
            by: query["metric"],
            lowestFirst: query["lowestFirst"] == nil ? nil : query.flag("lowestFirst"),
            page: query.page,
            in: context.project,
            as: context.caller
        )
        return try .json(entries)
    }

    private func promote(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewPromotionJSON.self)
        let draft = try new.draft(model: context.model, alias: context.alias)
        return try .json(await operations.promote(draft, in: context.project, as: context.caller))
    }

    private func prune(_ request: Request, _ context: APIContext) async throws -> Response {
        let new = try await request.json(NewPruneJSON.self)
        let report = try await operations.pruneVersions(
            of: context.model,
            keepLast: new.keepLast,
            new.action,
            dryRun: new.dryRun ?? false,
            in: context.project,
            as: context.caller
        )
        return try .json(report)
    }

    private func reproduce(_ request: Request, _ context: APIContext) async throws -> Response {
        let execution = try await operations.reproduceVersion(
            context.reference,
            in: context.project,
            as: context.caller
        )
        return try .json(execution, status: .created)
    }
}

extension Parameter {
    fileprivate static let metric = Parameter(
        name: "metric",
        meaning: "What the versions are ordered by; the main number of the last evaluation unless said.",
        schema: .text()
    )
    fileprivate static let lowestFirst = Parameter(
        name: "lowestFirst",
        meaning: "Whether less is better; as usual for the metric unless said.",
        schema: .flag()
    )
}
