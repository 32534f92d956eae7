import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Moves an alias to a version if all gates hold; the decision and the move are one step, and the audit log has both
    /// what was done and what was refused.
    package func promote(
        _ draft: PromotionDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Promotion {
        try Limits.check(count: draft.gates.count, "gates", limit: Limits.gates)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let candidate = try version(draft.version, in: project, transaction)
            guard candidate.status.isSealed else {
                throw RoostError(
                    .failedPrecondition,
                    "\(candidate.reference) is \(candidate.status.rawValue); only a whole version can be promoted"
                )
            }
            let target = try transaction.alias(draft.alias, of: candidate.modelID)
            let incumbent = try target.map {
                try version(Reference(model: candidate.model, selector: .number($0.version)), in: project, transaction)
            }
            let evidence = try evidence(draft, candidate, incumbent, in: project, transaction)
            let promotion = Promotion(draft, candidate, incumbent, evidence)
            if promotion.promoted, incumbent?.id != candidate.id {
                try pointAlias(draft.alias, at: candidate, before: target, by: caller, transaction)
            }
            try record(
                promotion.promoted ? "alias.promote" : "alias.refuse",
                of: "\(candidate.model)@\(draft.alias)",
                detail: promotion.words,
                in: project,
                by: caller,
                transaction
            )
            return promotion
        }
    }

    /// The numbers that decide; none when there are no gates.
    private func evidence(
        _ draft: PromotionDraft,
        _ candidate: Version,
        _ incumbent: Version?,
        in project: Project,
        _ transaction: some Reading
    ) throws -> PromotionEvidence {
        guard !draft.gates.isEmpty else { return PromotionEvidence() }
        let evaluation = try latestEvaluation(
            of: candidate,
            on: try draft.dataset.map { try dataset($0, in: project, transaction) },
            part: draft.part,
            snapshot: draft.snapshot,
            transaction
        )
        // Both are judged by the same items, or the numbers say nothing.
        let other = try incumbent.map {
            try latestEvaluation(
                of: $0,
                on: try transaction.dataset(evaluation.datasetID),
                part: evaluation.part,
                snapshot: evaluation.snapshot,
                transaction
            )
        }
        return PromotionEvidence(candidate: evaluation.gateMetrics, incumbent: other?.gateMetrics)
    }
}

/// Numbers of candidate and incumbent, over the same items.
struct PromotionEvidence {
    var candidate: [String: Double] = [:]
    /// `nil` when there is no incumbent.
    var incumbent: [String: Double]?
}

extension Evaluation {
    /// All that a gate can name.
    fileprivate var gateMetrics: [String: Double] {
        (report?.metrics ?? [:]).merging(metrics) { reported, _ in reported }
    }
}

extension Promotion {
    fileprivate init(
        _ draft: PromotionDraft,
        _ candidate: Version,
        _ incumbent: Version?,
        _ evidence: PromotionEvidence
    ) {
        let decisions = draft.gates.map { $0.decide(candidate: evidence.candidate, incumbent: evidence.incumbent) }
        let holds = decisions.allSatisfy(\.holds)
        let from = incumbent.map { " from \($0.reference)" } ?? ""
        let outcome =
            switch (holds, incumbent?.id == candidate.id) {
            case (true, true): "\(draft.alias) points at \(candidate.reference) already"
            case (true, false): "\(draft.alias) moved\(from) to \(candidate.reference)"
            case (false, _): "\(draft.alias) stays\(incumbent.map { " at \($0.reference)" } ?? " unset")"
            }
        let reasons = decisions.filter { holds || !$0.holds }.map(\.explanation)
        self.init(
            promoted: holds,
            alias: draft.alias,
            candidate: candidate.reference,
            incumbent: incumbent?.reference,
            decisions: decisions,
            candidateMetrics: evidence.candidate,
            incumbentMetrics: evidence.incumbent,
            words: ([outcome] + reasons).joined(separator: "; ")
        )
    }
}
