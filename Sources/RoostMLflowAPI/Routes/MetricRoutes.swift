import HTTPTypes
import RoostEntities
import RoostOperations

/// What metrics were at each step.
struct MetricRoutes: Sendable {
    /// Points of one answer.
    private static let most = 25_000
    private static let mostRuns = 100
    /// Points of one run when they are picked.
    private static let mostSamples: Int64 = 2500

    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.get, "metrics/get-history", history),
            MLflowRoute(.get, "metrics/get-history-bulk", repeated: ["run_id"], bulk),
            MLflowRoute(.get, "metrics/get-history-bulk-interval", repeated: ["run_ids"], interval),
            MLflowRoute(
                .get,
                "metrics/get-history-bulk-interval",
                version: .twoEleven,
                repeated: ["run_ids"],
                interval
            ),
        ]
    }

    /// Pages have 25,000 points at most, also when more are asked for.
    private func history(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let limit = min(try fields.pageLimit(ofAtMost: .max, otherwise: Self.most), Self.most)
        let offset = try OffsetToken.offset(of: fields.text("page_token"))
        let key = try fields.needed("metric_key")
        let points = try await tracking.operations.trackedHistory(
            of: fields.runID,
            key,
            limit: limit + 1,
            offset: offset,
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object(capacity: 80 * (points.count + 1)) { writer in
            writer.member("metrics", points.prefix(limit)) { writer, point in
                writer.metric(key, point.value, point.at, point.step)
            }
            writer.member("next_page_token", points.count > limit ? OffsetToken.text(of: offset + limit) : nil)
        }
    }

    private func bulk(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let runs = try fields.texts("run_id")
        guard !runs.isEmpty else {
            throw RoostError(.invalidArgument, "GetMetricHistoryBulk request must specify at least one run_id.")
        }
        guard runs.count <= Self.mostRuns else {
            throw RoostError(
                .invalidArgument,
                "GetMetricHistoryBulk request cannot specify more than \(Self.mostRuns) run_ids. Received \(runs.count) "
                    + "run_ids."
            )
        }
        guard let key = try fields.text("metric_key") else {
            throw RoostError(.invalidArgument, "GetMetricHistoryBulk request must specify a metric_key.")
        }
        let limit = min(try fields.pageLimit(ofAtMost: .max, otherwise: Self.most), Self.most)
        var found: [(run: String, point: MetricPoint)] = []
        for run in runs.sorted() where found.count < limit {
            let points = try await tracking.operations.trackedHistory(
                of: run,
                key,
                limit: limit - found.count,
                offset: 0,
                in: tracking.project,
                as: caller
            )
            found += points.map { (run, $0) }
        }
        return JSONWriter.object(capacity: 120 * (found.count + 1)) { writer in
            writer.key("metrics")
            writer.array(found) { writer, entry in
                writer.metric(key, entry.point.value, entry.point.at, entry.point.step, of: entry.run)
            }
        }
    }

    /// Evenly picked, so that a chart of many points is not sent all of them.
    private func interval(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let runs = try fields.texts("run_ids")
        guard !runs.isEmpty else { throw fields.missing("run_ids") }
        guard runs.count <= Self.mostRuns else {
            throw RoostError(
                .invalidArgument,
                "GetMetricHistoryBulkInterval request must specify at most \(Self.mostRuns) run_ids. Received "
                    + "\(runs.count) run_ids."
            )
        }
        let key = try fields.needed("metric_key")
        let limit = try fields.integer("max_results") ?? Self.mostSamples
        guard (1...Self.mostSamples).contains(limit) else {
            throw RoostError(.invalidArgument, "max_results must be between 1 and \(Self.mostSamples).")
        }
        let found = try await tracking.operations.trackedSamples(
            of: runs,
            key,
            steps: Self.steps(fields),
            limit: Int(limit),
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object(capacity: 120 * (found.reduce(1) { $0 + $1.points.count })) { writer in
            let points = found.flatMap { run in run.points.map { (run.run, $0) } }
            writer.member("metrics", points) { writer, entry in
                writer.metric(key, entry.1.value, entry.1.at, entry.1.step, of: entry.0)
            }
        }
    }

    /// `nil` for all.
    private static func steps(_ fields: Fields) throws(RoostError) -> ClosedRange<Int64>? {
        switch (try fields.integer("start_step"), try fields.integer("end_step")) {
        case (nil, nil): return nil
        case (let start?, let end?):
            guard start <= end else {
                throw RoostError(
                    .invalidArgument,
                    "end_step must be greater than start_step. Found start_step=\(start) and end_step=\(end)."
                )
            }
            return start...end
        default:
            throw RoostError(
                .invalidArgument,
                "If either start step or end step are specified, both must be specified."
            )
        }
    }
}
