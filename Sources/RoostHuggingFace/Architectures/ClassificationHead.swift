import RoostONNX
import RoostTensors

/// The linear layer that turns features into one logit a class.
struct ClassificationHead: Sendable {
    /// How `transformers` fills a new one.
    enum Initialization: Sendable {
        /// Weights from N(0, std²), biases zero.
        case normal(std: Double)
        /// Weights and biases uniform within ±1/√features, as torch's `Linear` starts.
        case uniform
    }

    /// Without `.weight` and `.bias`.
    let name: String
    let features: Int
    let initialization: Initialization
}

extension Network {
    /// Logits `[batch, labels]` from the checkpoint's own head.
    mutating func classify(
        _ features: Value,
        _ head: ClassificationHead,
        labels: Int
    ) throws(HuggingFaceError) -> Value {
        try linear(features, head.name, from: head.features, to: labels)
    }

    /// Logits `[batch, labels]` from a new head, the same for the same seed on every machine.
    mutating func classifyAnew(
        _ features: Value,
        _ head: ClassificationHead,
        labels: Int,
        seed: UInt64
    ) -> Value {
        var generator = HeadGenerator(seed: seed)
        let (weights, biases) = generator.parameters(head, labels: labels)
        let weight = graph.constant(weights, shape: [labels, head.features])
        let bias = graph.constant(biases, shape: [labels])
        return graph.node("Gemm", [features, weight, bias], ["transB": .int(1)])
    }
}
