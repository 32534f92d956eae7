import RoostONNX
import RoostTensors

/// The arithmetic of softmax regression over a block of items, as ONNX graphs.
///
/// `features` is `[rows, width]`, `parameters` `[labels, width]`, `targets` `[rows, 1]` with the number of each item's
/// label, `weights` `[rows, 1]` what an item counts. With `z = features · parametersᵀ` and `p = softmax(z)`:
///
///     loss      [rows, 1]        -log p[target]
///     best      [rows, 1]        argmax p, the first of equals
///     gradient  [labels, width]  (weights · (p - onehot(target)))ᵀ · features
enum SoftmaxGraph {
    static let features = "features"
    static let parameters = "parameters"
    static let targets = "targets"
    static let weights = "weights"
    static let logLikelihood = "log_likelihood"
    static let best = "best"
    static let gradient = "gradient"
    static let product = "product"

    /// Gives what ``logLikelihood`` and ``best`` name, and ``gradient`` when wanted.
    static func regression(labels: Int, width: Int, gradient wantsGradient: Bool) -> [UInt8] {
        var graph = GraphBuilder(name: "softmax-regression", standardOperatorsOnly: true)
        let x = graph.input(features, .float32, [.symbolic("rows"), .fixed(width)])
        let w = graph.input(parameters, .float32, [.fixed(labels), .fixed(width)])
        let target = graph.input(targets, .int64, [.symbolic("rows"), .fixed(1)])
        let z = graph.node("Gemm", [x, w], ["transB": .int(1)])
        let logs = graph.node("LogSoftmax", [z], ["axis": .int(-1)])
        let likelihood = graph.node("GatherElements", [logs, target], ["axis": .int(1)])
        let best = graph.node("ArgMax", [z], ["axis": .int(1), "keepdims": .int(1)])
        graph.output(likelihood, as: logLikelihood, .float32, [.symbolic("rows"), .fixed(1)])
        graph.output(best, as: Self.best, .int64, [.symbolic("rows"), .fixed(1)])
        if wantsGradient {
            let weight = graph.input(weights, .float32, [.symbolic("rows"), .fixed(1)])
            let p = graph.node("Exp", [logs])
            let ones = graph.node("Expand", [graph.constant(-1), graph.node("Shape", [target])])
            let error = graph.node(
                "ScatterElements",
                [p, target, ones],
                ["axis": .int(1), "reduction": .string("add")]
            )
            let weighted = graph.node("Mul", [error, weight])
            let slope = graph.node("Gemm", [weighted, x], ["transA": .int(1)])
            graph.output(slope, as: gradient, .float32, [.fixed(labels), .fixed(width)])
        }
        return graph.model().serialized
    }

    /// `(weights · features)ᵀ · features`: `[width, width]`.
    static func secondMoments(width: Int) -> [UInt8] {
        var graph = GraphBuilder(name: "second-moments", standardOperatorsOnly: true)
        let x = graph.input(features, .float32, [.symbolic("rows"), .fixed(width)])
        let weight = graph.input(weights, .float32, [.symbolic("rows"), .fixed(1)])
        let moments = graph.node("Gemm", [graph.node("Mul", [x, weight]), x], ["transA": .int(1)])
        graph.output(moments, as: product, .float32, [.fixed(width), .fixed(width)])
        return graph.model().serialized
    }

    /// `parameters · (factorᵀ · factor)` for a `factor` `[width, width]`.
    static func whitening(labels: Int, width: Int) -> [UInt8] {
        var graph = GraphBuilder(name: "whitening", standardOperatorsOnly: true)
        let w = graph.input(parameters, .float32, [.fixed(labels), .fixed(width)])
        let factor = graph.input(features, .float32, [.fixed(width), .fixed(width)])
        let half = graph.node("Gemm", [w, factor], ["transB": .int(1)])
        graph.output(
            graph.node("Gemm", [half, factor]),
            as: product,
            .float32,
            [.fixed(labels), .fixed(width)]
        )
        return graph.model().serialized
    }
}
