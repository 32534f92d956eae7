import RoostEntities
import RoostMetadataStore

extension Operations {
    /// The newest first; without their predictions.
    package func executions(
        status: Execution.Status? = nil,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Execution> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.executions(in: project.id, status: status, page: page)
        }
    }

    /// Queues work: the reference is resolved now, an alias that moves later does not move it; what a training or an
    /// evaluation works on is the dataset as it is now, whatever becomes of it.
    package func createExecution(
        _ draft: ExecutionDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution {
        try draft.check()
        let snapshot = try await snapshot(for: draft, in: project, as: caller)
        let execution = try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let version = try sealedVersion(draft.version, in: project, transaction)
            guard let snapshot else {
                return try queuePrediction(draft, with: version, in: project, by: caller, transaction)
            }
            guard try transaction.snapshot(snapshot.id) != nil else {
                throw RoostError(.unavailable, "the snapshot was removed meanwhile; try again")
            }
            guard let training = draft.input.training else {
                return try queueEvaluation(draft, of: version, on: snapshot, in: project, by: caller, transaction)
            }
            return try queueTraining(training, of: version, on: snapshot, in: project, by: caller, transaction)
        }
        changes.announce(execution.id)
        return execution
    }

    /// Its predictions are there once it has ended.
    package func execution(
        _ id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try self.execution(id, of: project, transaction)
        }
    }

    /// Asks it to stop; one that is queued ends at once, one that has ended stays as it is.
    package func cancelExecution(
        _ id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution {
        let execution = try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let before = try self.execution(id, of: project, transaction)
            guard before.status != .cancelling, before.status != .cancelled else { return before }
            let after = try advance(before, by: .requestCancel, transaction)
            try record("execution.cancel", of: id.description, in: project, by: caller, transaction)
            return after
        }
        changes.announce(id)
        return execution
    }
}

extension Operations {
    func execution(_ id: Identifier<Execution>, _ transaction: some Reading) throws -> Execution {
        guard let execution = try transaction.execution(id) else {
            throw RoostError(.notFound, "there is no execution \(id); list the executions")
        }
        return execution
    }

    func execution(
        _ id: Identifier<Execution>,
        of project: Project,
        _ transaction: some Reading
    ) throws -> Execution {
        let execution = try self.execution(id, transaction)
        guard execution.projectID == project.id else {
            throw RoostError(
                .notFound,
                "there is no execution \(id) in project \(quoted(project.name.text)); list its executions"
            )
        }
        return execution
    }

    private func queuePrediction(
        _ draft: ExecutionDraft,
        with version: Version,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Execution {
        let input = try resolve(draft.input, in: project, transaction)
        let id: Identifier<Execution> = ids.next()
        try transaction.insertExecution(
            NewExecution(
                id: id,
                projectID: project.id,
                kind: .predict,
                versionID: version.id,
                version: version.reference,
                input: input,
                total: try total(of: input, transaction),
                createdBy: caller.name,
                createdAt: now()
            )
        )
        try record(
            "execution.create",
            of: id.description,
            detail: "predict with \(version.reference)",
            in: project,
            by: caller,
            transaction
        )
        return try execution(id, transaction)
    }

    private func sealedVersion(
        _ reference: Reference,
        in project: Project,
        _ transaction: some Reading
    ) throws -> Version {
        let version = try version(reference, in: project, transaction)
        guard version.status.isSealed else {
            throw RoostError(
                .failedPrecondition,
                "\(version.reference) is \(version.status.rawValue); seal it before you run it"
            )
        }
        return version
    }

    /// What a training or an evaluation works on; `nil` for a prediction.
    private func snapshot(
        for draft: ExecutionDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Snapshot? {
        guard draft.kind != .predict else { return nil }
        let dataset = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            _ = try sealedVersion(draft.version, in: project, transaction)
            return try self.dataset(of: draft.input, in: project, transaction).name
        }
        guard let id = draft.input.snapshotID else {
            return try await takeSnapshot(of: dataset, in: project, as: caller)
        }
        return try await snapshot(.id(id), of: dataset, in: project, as: caller)
    }

    private func resolve(
        _ input: Execution.Input,
        in project: Project,
        _ transaction: some Reading
    ) throws -> Execution.Input {
        for image in input.images where try transaction.blobSize(image.digest, knownTo: project.id) == nil {
            throw RoostError(
                .failedPrecondition,
                "image \(quoted(image.name)): content \(image.digest) is not here; upload it, then try again"
            )
        }
        guard input.images.isEmpty else { return input }
        var input = input
        let dataset = try dataset(of: input, in: project, transaction)
        input.dataset = dataset.name
        input.datasetID = dataset.id
        return input
    }

    private func dataset(
        of input: Execution.Input,
        in project: Project,
        _ transaction: some Reading
    ) throws -> Dataset {
        if let name = input.dataset { return try dataset(name, in: project, transaction) }
        guard let dataset = try input.datasetID.flatMap({ try transaction.dataset($0) }),
            dataset.projectID == project.id, dataset.deletedAt == nil
        else {
            throw RoostError(.notFound, "there is no such dataset in this project; list the datasets")
        }
        return dataset
    }

    private func total(of input: Execution.Input, _ transaction: some Reading) throws -> Int {
        guard let dataset = input.datasetID else { return input.images.count }
        return try transaction.itemCount(of: dataset, subset: input.subset)
    }
}
