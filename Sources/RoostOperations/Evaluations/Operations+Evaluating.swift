import RoostEntities
import RoostMetadataStore

/// How an evaluation is queued, and what its worker says.
extension Operations {
    /// Makes the evaluation, without a report yet, and its execution.
    func queueEvaluation(
        _ draft: ExecutionDraft,
        of version: Version,
        on snapshot: Snapshot,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Execution {
        let evaluation: Identifier<Evaluation> = ids.next()
        let subset = draft.input.subset
        var input = Execution.Input(
            evaluation: draft.input.evaluation ?? Execution.Input.EvaluationRequest(),
            on: snapshot.dataset,
            subset: subset,
            snapshot: snapshot.id
        )
        input.datasetID = snapshot.datasetID
        input.snapshot = snapshot.digest
        let execution = NewExecution(
            id: ids.next(),
            projectID: project.id,
            kind: .evaluate,
            versionID: version.id,
            version: version.reference,
            input: input,
            total: subset.map { snapshot.subsets[$0.rawValue] ?? 0 } ?? snapshot.itemCount,
            result: Execution.Result(evaluationID: evaluation),
            createdBy: caller.name,
            createdAt: now()
        )
        guard execution.total != 0 else {
            throw RoostError(
                .failedPrecondition,
                subset.map {
                    "dataset \(quoted(snapshot.dataset.text)) has no items in its subset \($0.rawValue); "
                        + "split it: roost datasets split \(snapshot.dataset)"
                }
                    ?? "dataset \(quoted(snapshot.dataset.text)) has no items; import some"
            )
        }
        try transaction.insertExecution(execution)
        try transaction.insertEvaluation(
            NewEvaluation(
                id: evaluation,
                execution: execution,
                snapshot: snapshot.id,
                dataset: snapshot.datasetID,
                size: version.size
            )
        )
        try record(
            "execution.create",
            of: execution.id.description,
            detail: "evaluate \(version.reference) on \(snapshot.dataset)",
            in: project,
            by: caller,
            transaction
        )
        return try self.execution(execution.id, transaction)
    }

    /// Writes what was found out about items (1,000 at most); what was found out about the same items before is
    /// replaced.
    package func recordOutcomes(
        _ outcomes: [Outcome],
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try caller.require(workerOf: id)
        try Limits.check(count: outcomes.count, "outcomes", limit: Limits.outcomes)
        for outcome in outcomes {
            try outcome.check()
        }
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            let evaluation = try evaluation(of: execution, transaction)
            try checkIsRunning(execution)
            guard evaluation.report == nil else {
                throw RoostError(.failedPrecondition, "the evaluation is finished and never changes; start another")
            }
            guard try transaction.missingItems(outcomes.map(\.itemID), of: evaluation.datasetID).isEmpty else {
                throw RoostError(
                    .invalidArgument,
                    "an outcome names an item of the evaluation's dataset; list its items"
                )
            }
            try transaction.setOutcomes(outcomes, of: evaluation.id)
        }
    }

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
            var cost = result.cost
            cost.size = evaluation.cost.size
            try transaction.finishEvaluation(
                evaluation.id,
                report: result.report,
                metrics: try result.metrics(for: execution.input.evaluation),
                cost: cost,
                at: now()
            )
            let metric = result.report.mainMetric
            let value = result.report.summary[metric]
            try record(
                "evaluation.finish",
                of: evaluation.version.text,
                detail: "on \(evaluation.dataset), \(metric) \(value.map { "\($0)" } ?? "undefined")",
                in: project,
                by: caller,
                transaction
            )
        }
        changes.announce(id)
    }

    /// A report speaks of the items whose outcomes are written, and of nothing else.
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
                "the report counts \(said[kind, default: 0]) items as \(kind.rawValue) and \(counts[kind, default: 0]) outcomes "
                    + "say so; write the outcomes of all items, then finish"
            )
        }
        let written = counts.values.reduce(0, +)
        guard total == nil || total == written else {
            throw RoostError(
                .failedPrecondition,
                "\(written) of \(total ?? 0) items have an outcome; write those of all items, then finish"
            )
        }
    }
}

extension EvaluationResult {
    fileprivate func check() throws {
        try report.validate()
        try Limits.check(count: report.labels.count, "labels", limit: Limits.labels)
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

extension Outcome {
    fileprivate func check() throws(RoostError) {
        let isWhole =
            switch kind {
            case .correct: truth != nil && truth == predicted
            case .incorrect: truth != nil && predicted != nil && truth != predicted
            case .failed: predicted == nil
            case .unlabeled, .ambiguous: truth == nil
            }
        guard isWhole else {
            throw RoostError(
                .invalidArgument,
                "the outcome of \(quoted(path.text)) is \(kind.rawValue), which its labels contradict"
            )
        }
        for probability in [confidence, truthProbability].compactMap({ $0 }) where !(0...1.0001).contains(probability) {
            throw RoostError(.invalidArgument, "a probability lies between 0 and 1, not at \(probability)")
        }
        guard truthRank ?? 1 >= 1 else {
            throw RoostError(.invalidArgument, "ranks count from 1")
        }
        for label in [truth, predicted].compactMap({ $0 }) { _ = try Label(label) }
        try Limits.check(failure, "an outcome's failure", limit: Limits.failure)
    }
}
