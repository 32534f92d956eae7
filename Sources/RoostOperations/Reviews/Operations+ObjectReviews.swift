import RoostEntities
import RoostMetadataStore

/// Reviews of detectors and segmenters: object by object.
extension Operations {
    /// Objects of a finished evaluation, the surest mistakes first, without scores those that overlap least.
    package func reviewObjects(
        _ id: Identifier<Evaluation>,
        _ filter: ObjectFilter,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<ReviewedObject> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let (evaluation, report) = try finishedEvaluation(id, of: project, transaction)
            try checkHasObjects(evaluation, report)
            return try transaction.objects(of: id, filter, page: page)
        }
    }

    /// Objects of the ground truth that only one of two evaluations on the same snapshot found, or neither.
    package func objectChanges(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String?,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<ChangedObject> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let report = try checkSideBySide(after, before, of: project, transaction)
            try checkHasObjects(try evaluation(after, of: project, transaction), report)
            return try transaction.objectChanges(
                in: after,
                against: before,
                change,
                label: label,
                page: page
            )
        }
    }

    private func checkHasObjects(_ evaluation: Evaluation, _ report: EvaluationReport) throws(RoostError) {
        guard report.kind == .classification else { return }
        throw RoostError(
            .failedPrecondition,
            "\(evaluation.version) was evaluated for \(report.kind.rawValue), which has no objects; review its items"
        )
    }
}
