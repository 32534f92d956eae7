import Foundation
import RoostONNXRuntime
import RoostTensors
import Testing

@testable import RoostHuggingFace

struct FeatureGraphTests {
    /// What `transformers` computes as logits is the head of the file times our features.
    @Test(arguments: ["vit-plain", "convnext-plain", "convnextv2-plain"])
    func `features are what the checkpoint's own head reads`(_ name: String) async throws {
        let reference = try Reference(name)
        let graph = try HuggingFaceLoader.loadFeatures(folder: reference.folder)
        let weights = graph.weights.map {
            ExternalWeights(location: $0.name, bytes: $0.mapping.bytes, owner: $0.mapping)
        }
        let session = try await TestRuntime.load().session(
            model: graph.model,
            weights: weights,
            options: SessionOptions(threads: 1)
        )
        let outputs = try await session.run([graph.inputName: reference.input])
        let features: [Float] = try #require(outputs[graph.outputName]).elements()
        let checkpoint = try Checkpoint(folder: reference.folder)
        let weight = try numbers("classifier.weight", in: checkpoint)
        let bias = try numbers("classifier.bias", in: checkpoint)
        for (index, logit) in reference.logits.enumerated() {
            let (row, label) = (index / bias.count, index % bias.count)
            let sum = (0..<graph.features).reduce(bias[label]) { sum, place in
                sum + features[row * graph.features + place] * weight[label * graph.features + place]
            }
            #expect(abs(sum - logit) < 1e-4)
        }
    }

    private func numbers(_ name: String, in checkpoint: Checkpoint) throws -> [Float] {
        let (file, entry) = try #require(checkpoint[name])
        return Array(file.bytes(of: entry).bindMemory(to: Float.self))
    }
}
