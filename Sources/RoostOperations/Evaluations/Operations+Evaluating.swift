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
        input.answers = draft.input.answers
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
            let evaluation = try openEvaluation(of: id, in: project, as: caller, transaction)
            guard try transaction.missingItems(outcomes.map(\.itemID), of: evaluation.datasetID).isEmpty else {
                throw RoostError(
                    .invalidArgument,
                    "an outcome names an item of the evaluation's dataset; list its items"
                )
            }
            try transaction.setOutcomes(outcomes, of: evaluation.id)
        }
    }

    /// Writes what became of objects (1,000 at most), once the outcomes of their items are written; what was written
    /// about the same objects before is replaced.
    package func recordObjects(
        _ objects: [ObjectOutcome],
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try caller.require(workerOf: id)
        try Limits.check(count: objects.count, "objects", limit: Limits.outcomes)
        for object in objects {
            try object.checkToKeep()
        }
        try await metadata.write { [self] transaction in
            let evaluation = try openEvaluation(of: id, in: project, as: caller, transaction)
            let items = Set(objects.map(\.itemID))
            guard try transaction.itemsWithoutOutcome(items, of: evaluation.id).isEmpty else {
                throw RoostError(
                    .failedPrecondition,
                    "an object belongs to an item without an outcome; write the outcomes of items, then their objects"
                )
            }
            try transaction.setObjects(objects, of: evaluation.id)
        }
    }

    /// The evaluation that a worker writes to.
    private func openEvaluation(
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller,
        _ transaction: some Reading
    ) throws -> Evaluation {
        let project = try self.project(project, for: caller, in: transaction)
        let execution = try self.execution(id, of: project, transaction)
        let evaluation = try evaluation(of: execution, transaction)
        try checkIsRunning(execution)
        guard evaluation.report == nil else {
            throw RoostError(.failedPrecondition, "the evaluation is finished and never changes; start another")
        }
        return evaluation
    }
}
