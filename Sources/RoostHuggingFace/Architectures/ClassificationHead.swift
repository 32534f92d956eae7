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

    /// A new head is part of the graph's own bytes, which protobuf limits to 2 GiB.
    static let maximumParameters = 64 << 20

    /// Without `.weight` and `.bias`.
    let name: String
    let features: Int
    let initialization: Initialization
}

extension Network {
    func has(_ head: ClassificationHead) -> Bool { has("\(head.name).weight") }

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
    ) throws(HuggingFaceError) -> Value {
        guard labels <= ClassificationHead.maximumParameters / head.features else {
            throw HuggingFaceError(
                .invalid,
                "num_classes: a head of \(labels) x \(head.features) parameters is too large; "
                    + "at most \(ClassificationHead.maximumParameters) are allowed"
            )
        }
        var generator = HeadGenerator(seed: seed)
        let (weights, biases) = generator.parameters(head, labels: labels)
        let weight = graph.constant(weights, shape: [labels, head.features])
        let bias = graph.constant(biases, shape: [labels])
        return graph.node("Gemm", [features, weight, bias], ["transB": .int(1)])
    }
}
