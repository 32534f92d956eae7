extension Roost {
    /// Versions side by side, by the latest finished evaluation of each.
    ///
    /// Refused when one has none, or when they were evaluated on different snapshots and the request does not allow
    /// that; the error names the command to run.
    public func compare(_ request: ComparisonRequest) async throws -> VersionComparison {
        var call = try Request(.post, inProject("comparisons")).json(request)
        // A million items of a thousand classes, drawn anew thousands of times, take a while.
        call.isPatient = true
        call.limit = nil
        return try await connection.value(call)
    }

    /// The versions that were evaluated on a dataset, the best first.
    ///
    /// - Parameters:
    ///   - dataset: What they were evaluated on.
    ///   - snapshot: Its state; the latest that anything was evaluated on, unless it is said.
    ///   - part: The items of it; whatever was evaluated last, unless it is said.
    ///   - metric: What they are ordered by; of errors and losses the lowest is the best. Unless it is said, the main
    ///     number of what was evaluated last: accuracy, ap, mean_iou or pq.
    ///   - page: Which of them.
    /// - Returns: A page of them; an empty one when nothing was evaluated.
    /// - Throws: `notFound` when no evaluation has the metric.
    public func leaderboard(
        of dataset: Dataset.Name,
        snapshot: Digest? = nil,
        part: Evaluation.Part? = nil,
        by metric: String? = nil,
        page: PageRequest = .first
    ) async throws -> Page<LeaderboardEntry> {
        let request = Request(.get, inProject("datasets", dataset.text, "leaderboard")).adding(page)
            .adding("snapshot", snapshot?.text).adding("part", part?.rawValue).adding("metric", metric)
        return try await connection.value(request)
    }

    public func wholeLeaderboard(
        of dataset: Dataset.Name,
        snapshot: Digest? = nil,
        part: Evaluation.Part? = nil,
        by metric: String? = nil
    ) -> Listing<LeaderboardEntry> {
        Listing { try await leaderboard(of: dataset, snapshot: snapshot, part: part, by: metric, page: $0) }
    }
}
