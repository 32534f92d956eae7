import Foundation
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostONNXRuntime
import RoostThreads

/// A checkpoint without its head: images go in, features come out.
struct FeatureExtractor: Sendable {
    let features: Int
    /// Differs when images are prepared differently, or computed with by another library.
    let preprocessing: String
    private let model: ImageClassifier

    /// - Throws: ``RoostError`` when the checkpoint cannot be used.
    init(_ folder: URL, on engine: NativeEngine) async throws(RoostError) {
        do {
            let threads = BlockingThreads(label: "roost.load", count: 1)
            let graph = try await threads.run { () throws(HuggingFaceError) in
                try HuggingFaceLoader.loadFeatures(folder: folder)
            }
            let loaded = try await CheckpointSession(
                graph.model,
                weights: graph.weights,
                names: (graph.inputName, graph.outputName),
                architecture: graph.architecture,
                on: engine
            )
            features = graph.features
            preprocessing = "\(graph.imageSize) \(graph.processor) \(engine.runtime.version)"
            model = ImageClassifier(
                session: loaded.session,
                input: loaded.input,
                output: loaded.output,
                preprocessing: try ImagePreprocessing(graph.processor, channels: graph.channels),
                labels: (0..<graph.features).map(String.init),
                scoring: .none
            )
        } catch {
            throw RoostError(loading: error)
        }
    }

    /// One row for each image, in their order.
    func rows(_ batch: [ScaledImage]) async throws -> [FeatureRow] {
        try await model.outputs(of: batch).map { row in
            guard row.allSatisfy(\.isFinite) else {
                return FeatureRow(failure: "the model makes numbers of it that are not finite")
            }
            return FeatureRow(Array(row))
        }
    }
}
