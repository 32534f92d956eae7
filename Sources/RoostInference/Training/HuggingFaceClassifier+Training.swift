import Foundation
import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostLearning
import RoostThreads

/// Training fits a new head on the features that the rest of the checkpoint gives, which stays as it is.
///
/// `docs/training.md` says how.
extension HuggingFaceClassifier: TrainableAdapter {
    package static func loadForTraining(_ folder: URL, on engine: NativeEngine) async throws -> HuggingFaceClassifier {
        let threads = BlockingThreads(label: "roost.load", count: 1)
        let checkpoint = try await threads.run { () throws(HuggingFaceError) in
            let head = try HuggingFaceLoader.head(of: folder)
            // A checkpoint without a head gets a random one, which nobody asks anything.
            return try HuggingFaceLoader.load(folder: folder, labelCount: head.isThere ? nil : head.labelCount)
        }
        return try await HuggingFaceClassifier(checkpoint, from: folder, on: engine)
    }

    package static func settings(
        completing given: [String: JSONValue]
    ) throws(RoostError) -> [String: JSONValue] {
        try HeadSettings(given).values
    }

    package func train(
        _ data: TrainingData,
        _ job: TrainingJob,
        in folder: TrainingFolder,
        observe: @escaping TrainingObserver
    ) async throws -> FittedHead {
        let settings = try HeadSettings(job.settings)
        let extractor = try await FeatureExtractor(try source(), on: engine)
        let computation = FeatureComputation(self, extractor, data, job, observe: observe)
        let training = try await computation.features(of: .train)
        let validation = try await computation.features(of: .validation)
        let examples = try HeadExamples(training, validation, ontology: data.labels)
        for note in examples.notes { try await observe(.note(note)) }
        let problem = try await HeadProblem(
            examples.training,
            validation: examples.validation,
            labelCount: examples.labels.count,
            settings: settings,
            seed: job.seed,
            on: engine.runtime
        )
        try await observe(
            .note(
                "fitting \(examples.labels.count) labels on \(problem.trainedCount) items, "
                    + "checked against \(problem.validatedCount)"
            )
        )
        let fitted = try await HeadRun(problem, in: folder, observe: observe).fit()
        return try examples.outcome(of: fitted, features: extractor.features)
    }

    package func save(_ trained: FittedHead, to folder: URL) async throws {
        let source = try source()
        let threads = BlockingThreads(label: "roost.save", count: 1)
        do {
            try await threads.run { () throws(HuggingFaceError) in
                try CheckpointWriter.write(trained.head, on: source, to: folder)
            }
        } catch {
            throw RoostError(loading: error)
        }
    }

    private func source() throws(RoostError) -> URL {
        guard let folder else {
            throw RoostError(.failedPrecondition, "a model that was built in memory cannot be trained; load its folder")
        }
        return folder
    }
}
