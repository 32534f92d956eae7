import Foundation
import RoostAdapters
import RoostClient
import RoostInference

/// Trains a version, or does a training again to see whether it comes out the same.
struct TrainingWork: Sendable {
    let context: WorkContext

    private var execution: Execution { context.execution }
    private var roost: Roost { context.roost }

    func run() async throws -> Conclusion {
        guard let training = execution.input.training else {
            throw RoostError(.internal, "execution \(execution.id) says nothing of its training; start it again")
        }
        let adapter = try await AdapterTable().loadTrainable(context.assignment.modelFolder, on: context.engine)
        return try await train(adapter, training)
    }

    private func train<Adapter: TrainableAdapter>(
        _ adapter: Adapter,
        _ training: Execution.Input.Training
    ) async throws -> Conclusion {
        let snapshot = try await context.snapshot()
        let target = try await target(of: training)
        let job = try TrainingJob(
            model: training.model,
            version: target.id,
            parent: try await parentDigest(),
            settings: training.settings,
            seed: training.seed,
            workFolder: context.assignment.workFolder,
            featureFolder: context.assignment.featureFolder
        )
        let trained = try await adapter.trainModel(try await data(of: snapshot), job) { try await observe($0) }
        context.say(trained.summary.words)
        let progress = Execution.Progress(
            done: trained.summary.seen,
            failed: trained.summary.failed,
            total: trained.summary.seen
        )
        guard training.reproduces == nil else {
            let reproduction = try await Repetition(context: context, original: target).compare(trained)
            return Conclusion(
                progress: progress,
                words: reproduction.words,
                deliver: { try await roost.reproduced(reproduction, execution: execution.id) }
            )
        }
        let result = try await upload(trained, adapter: Adapter.name)
        return Conclusion(
            progress: progress,
            words: "trained \(target.reference)",
            deliver: {
                let version = try await roost.trained(result, execution: execution.id)
                context.say(
                    "\(version.reference) is \(version.status.rawValue), digest \(version.digest?.text ?? "none")"
                )
            }
        )
    }

    /// The version that is trained, or that is done again.
    private func target(of training: Execution.Input.Training) async throws -> Version {
        guard let reference = training.original ?? execution.result?.version else {
            throw RoostError(.internal, "execution \(execution.id) names no version to train; start it again")
        }
        return try await roost.version(reference)
    }

    private func parentDigest() async throws -> Digest {
        guard let digest = try await roost.version(execution.version).digest else {
            throw RoostError(.failedPrecondition, "\(execution.version) is not sealed; seal it before you train it")
        }
        return digest
    }

    private func data(of snapshot: Snapshot) async throws -> TrainingData {
        let header = try await roost.snapshotItems(of: snapshot).header()
        return TrainingData(
            dataset: snapshot.datasetID,
            snapshot: snapshot.digest,
            labels: header.labels.map(\.name),
            items: { subset in
                AsyncThrowingStream(
                    roost.snapshotItems(of: snapshot).filter { $0.subset == subset }.map { TrainingItem($0) }
                )
            },
            fetch: { item in
                ItemContent(name: item.name, bytes: try await roost.content(of: item.digest, size: item.size))
            }
        )
    }

    private func observe(_ event: TrainingEvent) async throws {
        switch event {
        case .features(_, let progress):
            await context.reporter.note(progress)
        case .iteration(let step, let metrics):
            try await context.recorder.record(metrics, step: Int64(step))
        case .note(let sentence):
            context.say(sentence)
        }
    }

    private func upload(_ trained: TrainedModel, adapter: String) async throws -> TrainingResult {
        let draft = try await roost.upload(folder: trained.folder)
        return TrainingResult(
            artifacts: draft.artifacts,
            labels: trained.labels,
            task: draft.task,
            type: draft.type,
            configuration: draft.configuration,
            settings: .object(trained.settings),
            adapter: adapter,
            environment: context.environment,
            metrics: trained.summary.metrics
        )
    }
}

extension TrainingSummary {
    /// Items that had to do with it.
    fileprivate var seen: Int { trained + validated + failed }

    fileprivate var words: String {
        let left = [(unlabeled, "without a label"), (ambiguous, "with several"), (unknown, "of labels not learnt")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        let leftOut = left.isEmpty ? "" : "; left out: " + left.joined(separator: ", ")
        return "learnt from \(trained) items, checked on \(validated)\(leftOut); \(reason)"
    }
}
