import RoostEntities
import RoostMetadataStore

/// How an evaluation ends.
extension Operations {
    /// Finishes an evaluation, once the outcomes of all its items are written; users' metrics are computed here.
    ///
    /// Said again, it changes nothing.
    package func finishEvaluation(
        _ result: EvaluationResult,
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try caller.require(workerOf: id)
        try result.check()
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            let evaluation = try evaluation(of: execution, transaction)
            guard evaluation.report == nil else {
                guard evaluation.report == result.report else {
                    throw RoostError(.failedPrecondition, "the evaluation is finished and never changes; start another")
                }
                return
            }
            try checkIsRunning(execution)
            try checkOutcomes(of: evaluation, total: execution.progress.total, result.report, transaction)
            if let evidence = result.evidence, try transaction.blobSize(evidence, knownTo: project.id) == nil {
                throw RoostError(.failedPrecondition, "the evidence \(evidence) is not here; upload it, then finish")
            }
            var cost = result.cost
            cost.size = evaluation.cost.size
            try transaction.finishEvaluation(
                evaluation.id,
                report: result.report,
                evidence: result.evidence,
                metrics: try result.metrics(for: execution.input.evaluation),
                cost: cost,
                at: now()
            )
            let metric = result.report.mainMetric
            let value = result.report.summary[metric].map { "\($0)" } ?? "undefined"
            try record(
                "evaluation.finish",
                of: evaluation.version.text,
                detail: "on \(evaluation.dataset), \(metric) \(value)",
                in: project,
                by: caller,
                transaction
            )
        }
        changes.announce(id)
    }
}

extension Operations {
    /// A report speaks of the items and objects that were written, and of nothing else.
    private func checkOutcomes(
        of evaluation: Evaluation,
        total: Int?,
        _ report: EvaluationReport,
        _ transaction: some Reading
    ) throws {
        let counts = try transaction.outcomeCounts(of: evaluation.id)
        let said = report.outcomeCounts
        for kind in Outcome.Kind.allCases where counts[kind, default: 0] != said[kind, default: 0] {
            throw RoostError(
                .failedPrecondition,
                "the report counts \(said[kind, default: 0]) items as \(kind.rawValue) and \(counts[kind, default: 0]) "
                    + "outcomes say so; write the outcomes of all items, then finish"
            )
        }
        let written = counts.values.reduce(0, +)
        guard total == nil || total == written else {
            throw RoostError(
                .failedPrecondition,
                "\(written) of \(total ?? 0) items have an outcome; write those of all items, then finish"
            )
        }
        try checkObjects(of: evaluation, report, transaction)
    }

    private func checkObjects(
        of evaluation: Evaluation,
        _ report: EvaluationReport,
        _ transaction: some Reading
    ) throws {
        let counts = try transaction.objectCounts(of: evaluation.id)
        let said = report.objectCounts
        for kind in ObjectOutcome.Kind.allCases where counts[kind, default: 0] != said[kind, default: 0] {
            throw RoostError(
                .failedPrecondition,
                "the report counts \(said[kind, default: 0]) objects as \(kind.rawValue) and "
                    + "\(counts[kind, default: 0]) are written; write all objects, then finish"
            )
        }
    }
}

extension EvaluationResult {
    fileprivate func check() throws {
        try report.validate()
        guard (evidence == nil) == (report.kind == .classification) else {
            throw RoostError(
                .invalidArgument,
                "detectors and segmenters come with evidence for comparisons, and classifiers without"
            )
        }
        try Limits.check(count: metrics.count, "metrics", limit: Limits.metrics)
        for name in metrics.keys { _ = try Run.Key(name) }
    }

    /// The report's numbers, those of the adapter, and those of the user, where they are defined.
    fileprivate func metrics(
        for request: Execution.Input.EvaluationRequest?
    ) throws(RoostError) -> [String: Double] {
        let all = report.metrics.merging(metrics) { reported, _ in reported }
        let users = try (request?.metrics ?? []).values(over: all).metrics
        let wanted = Set(report.summary.keys).union(metrics.keys).union(request?.metrics.map(\.name) ?? [])
        return users.filter { wanted.contains($0.key) }
    }
}

extension EvaluationReport {
    /// How many objects came out how; a kind that is missing has none.
    fileprivate var objectCounts: [ObjectOutcome.Kind: Int] {
        let classes = ReviewCounts(self).objects ?? []
        return Dictionary(
            uniqueKeysWithValues: ObjectOutcome.Kind.allCases.map { kind in
                let count = { (entry: ReviewCounts.Objects) in
                    kind == .truePositive ? entry.truePositives : entry.errors[kind]
                }
                return (kind, classes.reduce(0) { $0 + count($1) })
            }
        )
    }
}
