import RoostEntities
import RoostEvaluation
import RoostMetadataStore
import RoostThreads

extension Operations {
    /// Versions side by side, by the latest finished evaluation of each.
    package func compareVersions(
        _ request: ComparisonRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> VersionComparison {
        try request.check()
        let entries = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let dataset = try dataset(request.dataset, in: project, transaction)
            let versions = try request.versions.map { try version($0, in: project, transaction) }
            return try contestants(versions, request, on: dataset, transaction)
        }
        let (comparison, leftOut) = try await comparison(of: entries, request)
        guard comparison.count > 0 else {
            throw RoostError(
                .failedPrecondition,
                "there is no item with ground truth that all of these versions answered; evaluate them on the same snapshot"
            )
        }
        return VersionComparison(entries, request, comparison, leftOut: leftOut)
    }

    /// The versions that were evaluated on a dataset, the best first.
    ///
    /// - Parameters:
    ///   - dataset: What they were evaluated on.
    ///   - snapshot: Its state; the latest that anything was evaluated on, unless it is given.
    ///   - part: The items of it; whatever was evaluated last, unless it is given.
    ///   - metric: What they are ordered by; the main number of the last evaluation, unless it is given.
    ///   - lowestFirst: Whether less is better; what is usual for the metric, unless it is given.
    ///   - page: Which of them.
    ///   - project: Of the dataset.
    ///   - caller: A viewer.
    /// - Returns: A page of them; an empty one when nothing was evaluated.
    /// - Throws: `notFound` when no evaluation has the metric.
    package func leaderboard(
        of dataset: Dataset.Name,
        snapshot: Digest? = nil,
        part: Evaluation.Part? = nil,
        by metric: String? = nil,
        lowestFirst: Bool? = nil,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<LeaderboardEntry> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let dataset = try self.dataset(dataset, in: project, transaction)
            let known = try snapshot.map { try self.snapshot(.digest($0), of: dataset.id, transaction).id }
            guard let latest = try transaction.latestEvaluation(on: dataset.id, part: part, snapshot: known) else {
                return Page(items: [])
            }
            let metric = metric ?? latest.mainMetric
            let entries = try transaction.leaderboard(
                on: latest.snapshotID,
                part: latest.part,
                by: metric,
                ascending: lowestFirst ?? Self.lowestIsBest.contains(metric),
                page: page
            )
            guard entries.items.isEmpty, page.after == nil else { return entries }
            let metrics = try transaction.leaderboardMetrics(on: latest.snapshotID, part: latest.part)
            guard metrics.isEmpty || metrics.contains(metric) else {
                throw RoostError(
                    .notFound,
                    "no evaluation on \(dataset.name) has a metric \(quoted(metric)); they have "
                        + metrics.joined(separator: ", ")
                )
            }
            return entries
        }
    }

    /// By what all of them were evaluated for.
    private func comparison(
        of entries: [ComparisonEntry],
        _ request: ComparisonRequest
    ) async throws -> (comparison: Comparison, leftOut: Int) {
        guard try entries.commonKind() == .classification else {
            return try await evidenceComparison(of: entries, request)
        }
        let comparing = try await metadata.read { try entries.comparing(request, $0) }
        return (try await mathematics.run { try comparing.comparison() }, 0)
    }

    /// Losses and errors.
    private static let lowestIsBest: Set<String> = [
        "log_loss", "brier", "ece", "mce", "failed", "ambiguous", "unlabeled",
    ]

    /// The evaluations that speak for the versions: the latest of each, or the latest on a snapshot that all have.
    private func contestants(
        _ versions: [Version],
        _ request: ComparisonRequest,
        on dataset: Dataset,
        _ transaction: some Reading
    ) throws -> [ComparisonEntry] {
        let latest = try versions.compactMap { version in
            try transaction.latestEvaluation(
                of: version.id,
                dataset: dataset.id,
                part: request.part,
                snapshot: request.snapshot
            )
        }
        let part = request.part ?? latest.max { $0.id < $1.id }?.part
        let find = { (version: Version, snapshot: Digest?) in
            try transaction.latestEvaluation(of: version.id, dataset: dataset.id, part: part, snapshot: snapshot)
        }
        let found = try versions.map { try find($0, request.snapshot) }
        try checkNoneIsMissing(zip(versions, found), part, request.snapshot, on: dataset)
        let evaluations = found.compactMap { $0 }
        guard Set(evaluations.map(\.snapshot)).count > 1, !request.acrossSnapshots else {
            return try contestants(versions, evaluations, transaction)
        }
        // Somewhere in the past they may have met.
        let snapshots = evaluations.sorted { $0.id > $1.id }.map(\.snapshot)
        for snapshot in snapshots {
            let common = try versions.compactMap { try find($0, snapshot) }
            if common.count == versions.count { return try contestants(versions, common, transaction) }
        }
        let commands = zip(versions, evaluations).filter { $0.1.snapshot != snapshots[0] }
            .map { Self.evaluateCommand($0.0, dataset, part, snapshots[0]) }
        throw RoostError(
            .failedPrecondition,
            "these versions were evaluated on different states of \(dataset.name); evaluate them on the same: "
                + commands.joined(separator: " ; ") + " ; or pass --across-snapshots to compare nevertheless"
        )
    }

    private func contestants(
        _ versions: [Version],
        _ evaluations: [Evaluation],
        _ transaction: some Reading
    ) throws -> [ComparisonEntry] {
        try zip(versions, evaluations).map { version, evaluation in
            let execution = try execution(evaluation.executionID, transaction)
            return ComparisonEntry(
                version: version,
                evaluation: evaluation,
                userMetrics: execution.input.evaluation?.metrics ?? []
            )
        }
    }

    private func checkNoneIsMissing(
        _ found: some Sequence<(Version, Evaluation?)>,
        _ part: Evaluation.Part?,
        _ snapshot: Digest?,
        on dataset: Dataset
    ) throws(RoostError) {
        let missing = found.filter { $0.1 == nil }.map(\.0)
        guard !missing.isEmpty else { return }
        let names = missing.map(\.reference.text).joined(separator: ", ")
        let commands = missing.map { Self.evaluateCommand($0, dataset, part, snapshot) }
        throw RoostError(
            .failedPrecondition,
            "\(names) \(missing.count == 1 ? "has" : "have") no finished evaluation there; make "
                + "\(missing.count == 1 ? "it" : "them"): \(commands.joined(separator: " ; "))"
        )
    }
}

extension ComparisonRequest {
    /// How many versions stand side by side at most.
    private static let limit = 8

    fileprivate func check() throws(RoostError) {
        guard (2...Self.limit).contains(versions.count), Set(versions).count == versions.count else {
            throw RoostError(.invalidArgument, "2 to \(Self.limit) versions are compared, each named once")
        }
        guard (1_000...10_000).contains(resamples) else {
            throw RoostError(.invalidArgument, "items are drawn anew 1,000 to 10,000 times, not \(resamples)")
        }
        try Limits.check(metric, "the metric", limit: 4096)
    }
}
