import Foundation
import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostONNXRuntime
import RoostThreads

/// Classifies images with a Hugging Face checkpoint, its weights left in their mapped files.
package struct HuggingFaceClassifier: ClassifyingAdapter {
    package static let name = HuggingFaceAdapter.name
    package static let role = "classifier"

    package let classifier: ImageClassifier
    package let warnings: [String]
    package let batchSize: Int
    /// Where it was loaded from; `nil` for one whose graph was built by others.
    let folder: URL?
    let engine: NativeEngine

    package var labels: [String] { classifier.labels }

    package static func load(_ folder: URL, on engine: NativeEngine) async throws -> HuggingFaceClassifier {
        let threads = BlockingThreads(label: "roost.load", count: 1)
        let checkpoint = try await threads.run { () throws(HuggingFaceError) in
            try HuggingFaceLoader.load(folder: folder)
        }
        return try await HuggingFaceClassifier(checkpoint, from: folder, on: engine)
    }

    /// Loads a checkpoint whose graph was built already, with a new head for example.
    package init(_ checkpoint: CheckpointGraph, from folder: URL? = nil, on engine: NativeEngine) async throws {
        let preprocessing = try ImagePreprocessing(checkpoint.processor, channels: checkpoint.channels)
        let loaded = try await CheckpointSession(
            checkpoint.model,
            weights: checkpoint.weights,
            names: (checkpoint.inputName, checkpoint.outputName),
            architecture: checkpoint.architecture,
            on: engine
        )
        classifier = ImageClassifier(
            session: loaded.session,
            input: loaded.input,
            output: loaded.output,
            preprocessing: preprocessing,
            labels: checkpoint.labels,
            scoring: Scoring(checkpoint.scoring)
        )
        warnings = checkpoint.warnings
        batchSize = engine.batchSize ?? ImageClassifier.batchSize
        self.folder = folder
        self.engine = engine
    }

    package func prepare(_ content: ItemContent) throws -> ScaledImage {
        try classifier.prepare(content)
    }

    package func predict(_ batch: [ScaledImage], options: PredictOptions) async throws -> [Prediction] {
        try await classifier.predict(batch, options: options)
    }

    package func probabilities(_ batch: [ScaledImage]) async throws -> [[Float]] {
        try await classifier.probabilities(batch)
    }
}
