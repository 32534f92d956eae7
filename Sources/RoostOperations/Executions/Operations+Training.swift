import RoostEntities
import RoostMetadataStore

/// How a training is queued: the version it makes, the run it writes and its execution, together or not at all.
extension Operations {
    /// Trains a version once more, as its record says, and compares what comes out; it makes no version.
    package func reproduceVersion(
        _ reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution {
        let execution = try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let original = try version(reference, in: project, transaction)
            let record = try original.reproducibleRecord
            let parent = try parent(of: original, record, transaction)
            let snapshot = try snapshot(record, of: original, transaction)
            var training = Execution.Input.Training(
                model: original.model,
                settings: record.settings,
                seed: record.seed
            )
            training.reproduces = original.id
            training.original = original.reference
            return try queueTraining(training, of: parent, on: snapshot, in: project, by: caller, transaction)
        }
        changes.announce(execution.id)
        return execution
    }

    /// - Parameters:
    ///   - training: What is asked for.
    ///   - parent: The version to begin with, sealed.
    ///   - snapshot: The data.
    ///   - project: Of all of them.
    ///   - caller: Who asks.
    ///   - transaction: In which all is made.
    /// - Returns: The queued execution.
    /// - Throws: What the new version's model or run refuses.
    func queueTraining(
        _ training: Execution.Input.Training,
        of parent: Version,
        on snapshot: Snapshot,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Execution {
        let id: Identifier<Execution> = ids.next()
        let product =
            try training.reproduces == nil
            ? insertProduct(training, of: parent, on: snapshot, execution: id, in: project, by: caller, transaction)
            : nil
        try transaction.insertExecution(
            NewExecution(
                id: id,
                projectID: project.id,
                kind: .train,
                versionID: parent.id,
                version: parent.reference,
                input: Execution.Input(training: training, on: snapshot),
                total: nil,
                productID: product?.id,
                result: Execution.Result(version: product?.reference),
                createdBy: caller.name,
                createdAt: now()
            )
        )
        let run = try insertRun(
            Run.Draft(training: training, of: parent, on: snapshot, product: product),
            version: product?.id ?? training.reproduces,
            execution: id,
            in: project,
            by: caller,
            transaction
        )
        try transaction.setRun(run.id, of: id)
        if let product, var record = product.training {
            record.runID = run.id
            try transaction.setTraining(
                of: product.id,
                to: record,
                labels: product.labels,
                task: product.task,
                type: product.type,
                configuration: product.configuration
            )
        }
        try record(
            "execution.create",
            of: id.description,
            detail: training.original.map { "train to reproduce \($0)" }
                ?? "train \(parent.reference) as \(product?.reference.text ?? training.model.text)",
            in: project,
            by: caller,
            transaction
        )
        return try execution(id, transaction)
    }

    /// The version to be, waiting for its training.
    private func insertProduct(
        _ training: Execution.Input.Training,
        of parent: Version,
        on snapshot: Snapshot,
        execution: Identifier<Execution>,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws -> Version {
        guard let digest = parent.digest else {
            throw RoostError(.internal, "\(parent.reference) is sealed and has no digest; run the doctor")
        }
        let model = try modelToPush(to: training.model, in: project, by: caller, transaction)
        let id: Identifier<Version> = ids.next()
        try transaction.insertVersion(
            NewVersion(
                id: id,
                projectID: project.id,
                modelID: model.id,
                number: try transaction.takeNumber(of: model.id, at: now()),
                description: training.description ?? "",
                tags: .none,
                task: parent.task,
                type: parent.type,
                labels: [],
                configuration: .object([:]),
                source: Version.Source(kind: .run, location: execution.description),
                parentID: parent.id,
                parent: parent.reference,
                training: TrainingRecord(
                    parentID: parent.id,
                    parentDigest: digest,
                    snapshot: snapshot,
                    settings: training.settings,
                    seed: training.seed,
                    executionID: execution,
                    runID: nil
                ),
                createdBy: caller.name,
                createdAt: now()
            )
        )
        try begin(id, sealed: false, message: "", by: caller, transaction)
        let version = try version(id, transaction)
        try move(version, by: .requestTraining, message: "trained by execution \(execution)", by: caller, transaction)
        try record("version.create", of: version.reference.text, in: project, by: caller, transaction)
        return try self.version(id, transaction)
    }

    private func parent(
        of original: Version,
        _ record: TrainingRecord,
        _ transaction: some Reading
    ) throws -> Version {
        guard let parent = try transaction.version(record.parentID), parent.deletedAt == nil else {
            throw RoostError(
                .failedPrecondition,
                "\(original.reference) was trained from \(original.parent?.text ?? "a version") which is gone; "
                    + "undelete or push it to train again"
            )
        }
        guard parent.digest == record.parentDigest else {
            throw RoostError(.corrupted, "\(parent.reference) is not what \(original.reference) was trained from")
        }
        return parent
    }

    private func snapshot(
        _ record: TrainingRecord,
        of original: Version,
        _ transaction: some Reading
    ) throws -> Snapshot {
        guard let snapshot = try transaction.snapshot(record.snapshotID) else {
            throw RoostError(
                .corrupted,
                "the snapshot that \(original.reference) was trained on is gone; restore a backup"
            )
        }
        return snapshot
    }
}

extension Version {
    /// - Throws: `failedPrecondition` unless the record of its training suffices to do it again.
    fileprivate var reproducibleRecord: TrainingRecord {
        get throws(RoostError) {
            guard status == .trained, let training else {
                throw RoostError(
                    .failedPrecondition,
                    training == nil
                        ? "\(reference) was not trained by Roost, so there is nothing to do again"
                        : "\(reference) is \(status.rawValue); only a trained version can be reproduced"
                )
            }
            return training
        }
    }
}

extension Execution.Input {
    fileprivate init(training: Training, on snapshot: Snapshot) {
        self.init(training: training, on: snapshot.dataset, snapshot: snapshot.id)
        datasetID = snapshot.datasetID
        self.snapshot = snapshot.digest
    }
}

extension Run.Draft {
    /// What a training's run begins with.
    fileprivate init(
        training: Execution.Input.Training,
        of parent: Version,
        on snapshot: Snapshot,
        product: Version?
    ) throws {
        var parameters: [String: String] = [:]
        if case .object(let members) = training.settings {
            parameters = members.mapValues(\.parameterText)
        }
        parameters["seed"] = parameters["seed"] ?? String(training.seed)
        self.init(
            experiment: try Experiment.Name(training.model.text),
            name: product?.reference.text ?? training.original.map { "reproduction of \($0)" },
            note: training.description ?? "",
            tags: try Tags(["roost.parent": parent.reference.text]),
            parameters: parameters,
            inputs: [
                Run.Input(
                    dataset: snapshot.dataset.text,
                    snapshotID: snapshot.id,
                    digest: snapshot.digest.text,
                    context: "training"
                )
            ]
        )
    }
}
