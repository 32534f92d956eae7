import RoostEntities
import RoostEvaluation
import RoostMetadataStore

/// A version with the evaluation that speaks for it.
struct ComparisonEntry: Sendable {
    let version: Version
    let evaluation: Evaluation
    /// Of the evaluation's request.
    let userMetrics: [UserMetric]
}

extension [ComparisonEntry] {
    /// The answers of all versions, ready to be compared.
    func comparing(_ request: ComparisonRequest, _ transaction: some Reading) throws -> Comparing {
        var comparing = try Comparing(
            versions: map(\.version.reference.text),
            metric: metric(of: request),
            userMetrics: commonMetrics,
            resamples: request.resamples,
            seed: request.seed
        )
        let evaluations = map(\.evaluation.id)
        guard !needsDetails(metric(of: request)) else {
            try transaction.eachPairedOutcome(of: evaluations) { truth, outcomes in
                try comparing.add(truth: truth, answers: outcomes.map(Comparing.Answer.init))
            }
            return comparing
        }
        for cell in try transaction.pairedAnswers(of: evaluations) {
            try comparing.add(truth: cell.truth, predicted: cell.predicted, count: cell.count)
        }
        return comparing
    }

    /// What the verdict goes by.
    func metric(of request: ComparisonRequest) -> String {
        request.metric ?? first?.evaluation.mainMetric ?? "accuracy"
    }

    /// What all of them were evaluated for.
    ///
    /// - Throws: `failedPrecondition` when they were evaluated for different things.
    func commonKind() throws(RoostError) -> EvaluationReport.Kind {
        let tasks = map { $0.evaluation.report?.comparedAs ?? "nothing" }
        guard let first = first?.evaluation.report, Set(tasks).count == 1 else {
            let words = zip(self, tasks).map { "\($0.version.reference) for \($1)" }.joined(separator: ", ")
            throw RoostError(
                .failedPrecondition,
                "these versions were evaluated for different things: \(words); compare those that do the same, or evaluate "
                    + "with --task"
            )
        }
        return first.kind
    }

    /// Whether a metric is made of more than which labels were answered.
    private func needsDetails(_ metric: String) -> Bool {
        let defined = commonMetrics.first { $0.name == metric }?.expression
        let names = (defined ?? (try? MetricExpression(metric)))?.names.map(\.metric) ?? []
        return names.contains { $0 == "log_loss" || $0.hasPrefix("top_") }
    }

    /// Users' metrics that mean the same in every evaluation that has them.
    var commonMetrics: [UserMetric] {
        let all = flatMap(\.userMetrics)
        return all.enumerated().filter { index, metric in
            let same = all.filter { $0.name == metric.name }
            return same.allSatisfy { $0 == metric } && all.firstIndex(of: metric) == index
        }.map(\.element)
    }

    /// What makes the versions different.
    var differences: [VersionComparison.Difference] {
        let settings = map { entry -> [String: JSONValue] in
            guard case .object(let members) = entry.version.training?.settings else { return [:] }
            return members
        }
        let names = Set(settings.flatMap(\.keys)).sorted()
        return names.compactMap { name in difference(.setting, name, settings.map { $0[name] }) }
            + facts.compactMap { kind, name, fact in difference(kind, name, map { fact($0.version) }) }
    }

    /// What whoever reads the numbers has to know.
    func warnings(_ request: ComparisonRequest) -> [String] {
        var warnings: [String] = []
        if Set(map(\.evaluation.snapshot)).count > 1 {
            warnings.append(
                "the versions were evaluated on different snapshots of \(request.dataset): only items with the same label "
                    + "in all of them are compared"
            )
        }
        for entry in self {
            if let failed = entry.evaluation.report?.outcomeCounts[.failed], failed > 0 {
                warnings.append("\(entry.version.reference) has no answer for \(failed) items, which are left out")
            }
            if entry.version.training?.dataset == request.dataset, [.all, .train].contains(entry.evaluation.part) {
                warnings.append(
                    "\(entry.version.reference) learnt from the subset train of \(request.dataset), which is among these "
                        + "items: its numbers flatter it"
                )
            }
        }
        return warnings
    }

    private func difference(
        _ kind: VersionComparison.Difference.Kind,
        _ name: String,
        _ values: [JSONValue?]
    ) -> VersionComparison.Difference? {
        guard Set(values).count > 1 else { return nil }
        return VersionComparison.Difference(kind: kind, name: name, values: values.map { $0 ?? .null })
    }

    private var facts: [(VersionComparison.Difference.Kind, String, (Version) -> JSONValue?)] {
        [
            (.lineage, "parent", { ($0.parent?.text).map(JSONValue.string) }),
            (.lineage, "dataset", { ($0.training?.dataset.text).map(JSONValue.string) }),
            (.lineage, "snapshot", { ($0.training?.snapshot.text).map(JSONValue.string) }),
            (.lineage, "seed", { ($0.training?.seed).map { .string(String($0)) } }),
            (.lineage, "adapter", { ($0.training?.adapter).map(JSONValue.string) }),
            (.lineage, "roost", { ($0.training?.environment?.roost).map(JSONValue.string) }),
            (.lineage, "source", { .string($0.source.text) }),
            (.content, "type", { $0.type.map(JSONValue.string) }),
            (.content, "labels", { .integer(Int64($0.labels.count)) }),
            (.content, "size", { .integer($0.size) }),
            (.content, "digest", { ($0.digest?.text).map(JSONValue.string) }),
        ]
    }
}

extension Comparing.Answer {
    fileprivate init(_ outcome: PairedOutcome) {
        self.init(outcome.predicted, truthRank: outcome.truthRank, truthProbability: outcome.truthProbability)
    }
}

extension VersionComparison {
    /// - Parameters:
    ///   - entries: The versions.
    ///   - request: What was asked for.
    ///   - comparison: Their numbers.
    ///   - leftOut: How many items the numbers are not about, where no warning says it yet.
    init(
        _ entries: [ComparisonEntry],
        _ request: ComparisonRequest,
        _ comparison: Comparison,
        leftOut: Int
    ) {
        let missing =
            leftOut == 0
            ? []
            : [
                "\(leftOut) items are left out, because a version has no answer for them or judged them by another ground "
                    + "truth"
            ]
        self.init(
            dataset: request.dataset,
            subset: entries.first?.evaluation.subset,
            acrossSnapshots: Set(entries.map(\.evaluation.snapshot)).count > 1,
            contestants: entries.map { entry in
                Contestant(
                    version: entry.version.reference,
                    versionID: entry.version.id,
                    evaluationID: entry.evaluation.id,
                    snapshot: entry.evaluation.snapshot,
                    metrics: entry.evaluation.metrics,
                    cost: entry.evaluation.cost
                )
            },
            comparison: comparison,
            differences: entries.differences,
            warnings: entries.warnings(request) + missing
        )
    }
}

extension EvaluationReport {
    /// Only what is measured alike can be compared.
    fileprivate var comparedAs: String {
        switch self {
        case .detection(let report): "\(kind.rawValue) of \(report.overlap == .box ? "boxes" : "masks")"
        case .classification, .segmentation, .panoptic: kind.rawValue
        }
    }
}
