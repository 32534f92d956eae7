import RoostEntities
import RoostMetadataStore

extension Operations {
    /// The newest first, without their reports.
    package func evaluations(
        of version: Reference? = nil,
        on dataset: Dataset.Name? = nil,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Evaluation> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.evaluations(
                in: project.id,
                version: try version.map { try self.version($0, in: project, transaction).id },
                dataset: try dataset.map { try self.dataset($0, in: project, transaction).id },
                page: page
            )
        }
    }

    /// With its report, once it is finished.
    package func evaluation(
        _ id: Identifier<Evaluation>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Evaluation {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try evaluation(id, of: project, transaction)
        }
    }

    /// The latest finished evaluation of a version.
    package func latestEvaluation(
        of version: Reference,
        on dataset: Dataset.Name,
        part: Evaluation.Part? = nil,
        snapshot: Digest? = nil,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Evaluation {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try latestEvaluation(
                of: try self.version(version, in: project, transaction),
                on: try self.dataset(dataset, in: project, transaction),
                part: part,
                snapshot: snapshot,
                transaction
            )
        }
    }
}

extension Operations {
    func evaluation(
        _ id: Identifier<Evaluation>,
        of project: Project,
        _ transaction: some Reading
    ) throws -> Evaluation {
        guard let evaluation = try transaction.evaluation(id), evaluation.projectID == project.id else {
            throw RoostError(
                .notFound,
                "there is no evaluation \(id) in project \(quoted(project.name.text)); list its evaluations"
            )
        }
        return evaluation
    }

    /// The latest finished evaluation of a version; what is not `nil` is asked for.
    ///
    /// - Throws: `notFound`, with the command that makes one.
    func latestEvaluation(
        of version: Version,
        on dataset: Dataset?,
        part: Evaluation.Part?,
        snapshot: Digest?,
        _ transaction: some Reading
    ) throws -> Evaluation {
        let found = try transaction.latestEvaluation(
            of: version.id,
            dataset: dataset?.id,
            part: part,
            snapshot: snapshot
        )
        guard let found else {
            throw RoostError(
                .notFound,
                "\(version.reference) has no finished evaluation" + (dataset.map { " on \($0.name)" } ?? "")
                    + (part?.subset.map { "/\($0.rawValue)" } ?? "") + (snapshot.map { " as of snapshot \($0)" } ?? "")
                    + "; make one: \(Self.evaluateCommand(version, dataset, part, snapshot))"
            )
        }
        return found
    }

    /// What a person types to have a version evaluated.
    static func evaluateCommand(
        _ version: Version,
        _ dataset: Dataset?,
        _ part: Evaluation.Part?,
        _ snapshot: Digest?
    ) -> String {
        "roost evaluate \(version.reference) --dataset \(dataset?.name.text ?? "DATASET")"
            + (part?.subset.map { " --subset \($0.rawValue)" } ?? "")
            + (snapshot.map { " --snapshot \($0)" } ?? "")
    }
}
