import Foundation
import RoostEntities
import RoostThreads

extension TrainableAdapter {
    /// Trains a new model from this one: settings, working folder, training, saving, cleaning up.
    ///
    /// A training that was killed goes on where it was when it is started again with the same job and data: the result
    /// is the same to the byte. What belongs to another job is cleared away. The checkpoints stay until the working
    /// folder goes, so that a worker that is killed before it has reported need not train again.
    ///
    /// - Parameters:
    ///   - data: what to learn from.
    ///   - job: what is to be trained, how and where.
    ///   - observe: told how far it is, and awaited.
    /// - Returns: the new model's files, in the job's working folder.
    /// - Throws: ``RoostError``; what `data` or `observe` throws; `CancellationError`.
    package func trainModel(
        _ data: TrainingData,
        _ job: TrainingJob,
        observe: @escaping TrainingObserver = { _ in }
    ) async throws -> TrainedModel {
        var job = job
        job.settings = try Self.settings(completing: job.settings)
        let threads = BlockingThreads(label: "roost.training-folder", count: 1)
        let identity = TrainingIdentity(job, snapshot: data.snapshot, adapter: Self.name)
        let folder = try await threads.run { [job] () throws(RoostError) in
            try TrainingFolder(job, identity: identity, dataset: data.dataset, now: Date())
        }
        if folder.isResumed { try await observe(.note("going on from what an earlier start left")) }
        let trained = try await train(data, job, in: folder, observe: observe)
        try Task.checkCancellation()
        try await threads.run { () throws(RoostError) in try folder.beginStaging() }
        try await save(trained, to: folder.staging)
        try await threads.run { () throws(RoostError) in try folder.publish() }
        return TrainedModel(
            folder: folder.artifacts,
            labels: trained.labels,
            settings: job.settings,
            summary: trained.summary
        )
    }
}
