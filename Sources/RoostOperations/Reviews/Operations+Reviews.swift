import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Items of a finished evaluation, those with the most confident answers first.
    package func review(
        _ id: Identifier<Evaluation>,
        _ filter: ReviewFilter,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<ReviewedItem> {
        guard filter.errors != .unlabeled || filter.label == nil, filter.errors != .ambiguous || filter.label == nil
        else {
            throw RoostError(.invalidArgument, "these items have no one label; leave the label out")
        }
        return try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            _ = try finishedEvaluation(id, of: project, transaction)
            return try transaction.outcomes(of: id, filter, page: page)
        }
    }

    /// How many mistakes a finished evaluation found, class by class, and of detectors and segmenters kind by kind.
    package func reviewCounts(
        of id: Identifier<Evaluation>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> ReviewCounts {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return ReviewCounts(try finishedEvaluation(id, of: project, transaction).report)
        }
    }

    /// Items that two evaluations on the same snapshot judge differently, or both as wrong; the most confident mistakes
    /// first.
    package func changes(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String?,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<ChangedItem> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            _ = try checkSideBySide(after, before, of: project, transaction)
            return try transaction.changes(in: after, against: before, change, label: label, page: page)
        }
    }

    /// How many items two evaluations on the same snapshot judge alike and differently; of detectors and segmenters how
    /// many objects.
    package func changeCounts(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> ChangeCounts {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let report = try checkSideBySide(after, before, of: project, transaction)
            guard report.kind == .classification else {
                return ChangeCounts(try transaction.objectChangeCounts(in: after, against: before))
            }
            return ChangeCounts(try transaction.changeCounts(in: after, against: before))
        }
    }

    /// - Returns: What the first of them came to.
    func checkSideBySide(
        _ after: Identifier<Evaluation>,
        _ before: Identifier<Evaluation>,
        of project: Project,
        _ transaction: some Reading
    ) throws -> EvaluationReport {
        let (after, report) = try finishedEvaluation(after, of: project, transaction)
        let (before, other) = try finishedEvaluation(before, of: project, transaction)
        guard report.kind == other.kind else {
            throw RoostError(
                .failedPrecondition,
                "\(after.version) was evaluated for \(report.kind.rawValue) and \(before.version) for "
                    + "\(other.kind.rawValue), which cannot be held against each other"
            )
        }
        guard after.snapshotID == before.snapshotID, after.subset == before.subset else {
            throw RoostError(
                .failedPrecondition,
                "\(after.version) and \(before.version) were evaluated on different items; evaluate both on the same "
                    + "snapshot and subset"
            )
        }
        return report
    }

    func finishedEvaluation(
        _ id: Identifier<Evaluation>,
        of project: Project,
        _ transaction: some Reading
    ) throws -> (evaluation: Evaluation, report: EvaluationReport) {
        let evaluation = try evaluation(id, of: project, transaction)
        guard let report = evaluation.report else {
            throw RoostError(
                .failedPrecondition,
                "evaluation \(id) is not finished, its execution is \(evaluation.status.rawValue); "
                    + "see roost executions show \(evaluation.executionID)"
            )
        }
        return (evaluation, report)
    }
}
