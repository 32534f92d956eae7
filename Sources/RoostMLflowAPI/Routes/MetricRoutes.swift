import HTTPTypes
import RoostEntities
import RoostOperations

/// What metrics were at each step.
struct MetricRoutes: Sendable {
    /// Points of one answer.
    private static let most = 25_000
    private static let mostRuns = 100

    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.get, "metrics/get-history", history),
            MLflowRoute(.get, "metrics/get-history-bulk", repeated: ["run_id"], bulk),
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
}
