import RoostONNX

/// An elementwise function, by the names `transformers` gives them in `hidden_act` (its table `ACT2FN`).
enum Activation: Hashable, Sendable {
    case gelu, geluTanh, quickGelu, relu, relu6, leakyRelu, silu, sigmoid, tanh, mish, hardSwish, identity

    private static let table: [String: Activation] = [
        "gelu": .gelu, "gelu_python": .gelu,
        "gelu_new": .geluTanh, "gelu_fast": .geluTanh, "gelu_accurate": .geluTanh,
        "gelu_pytorch_tanh": .geluTanh, "gelu_python_tanh": .geluTanh,
        "quick_gelu": .quickGelu,
        "relu": .relu, "relu6": .relu6, "leaky_relu": .leakyRelu,
        "silu": .silu, "swish": .silu,
        "sigmoid": .sigmoid, "tanh": .tanh, "mish": .mish, "hardswish": .hardSwish, "linear": .identity,
    ]

    static var names: [String] { table.keys.sorted() }

    init?(name: String) {
        guard let activation = Self.table[name] else { return nil }
        self = activation
    }
}

extension Network {
    mutating func activate(_ x: Value, _ activation: Activation) -> Value {
        switch activation {
        case .gelu: graph.node("Gelu", [x])
        case .geluTanh: graph.node("Gelu", [x], ["approximate": .string("tanh")])
        case .quickGelu:
            graph.node("Mul", [x, graph.node("Sigmoid", [graph.node("Mul", [x, graph.constant(1.702)])])])
        case .relu: graph.node("Relu", [x])
        case .relu6: graph.node("Clip", [x, graph.constant(0), graph.constant(6)])
        case .leakyRelu: graph.node("LeakyRelu", [x], ["alpha": .float(0.01)])
        case .silu: graph.node("Mul", [x, graph.node("Sigmoid", [x])])
        case .sigmoid: graph.node("Sigmoid", [x])
        case .tanh: graph.node("Tanh", [x])
        case .mish: graph.node("Mish", [x])
        case .hardSwish: graph.node("HardSwish", [x])
        case .identity: x
        }
    }
}
