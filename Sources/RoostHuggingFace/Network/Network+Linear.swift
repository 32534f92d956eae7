import RoostONNX

extension Network {
    /// `x Wᵀ + b` over rows `[rows, inputs]`, giving `[rows, outputs]`.
    ///
    /// `Gemm` reads the weight as torch stores it, `[outputs, inputs]`, so it stays in its file untouched.
    mutating func linear(
        _ x: Value,
        _ name: String,
        from inputs: Int,
        to outputs: Int,
        bias: Bool = true
    ) throws(HuggingFaceError) -> Value {
        var operands = [x, try weight("\(name).weight", [outputs, inputs])]
        if bias { operands.append(try weight("\(name).bias", [outputs])) }
        return graph.node("Gemm", operands, ["transB": .int(1)])
    }

    /// One of the three projections that torch's `MultiheadAttention` keeps in one parameter, over rows
    /// `[rows, features]`.
    mutating func linear(
        _ x: Value,
        _ name: String,
        third: Int,
        features: Int
    ) throws(HuggingFaceError) -> Value {
        let weight = try self.weight("\(name).in_proj_weight", [3 * features, features], third: third)
        let bias = try self.weight("\(name).in_proj_bias", [3 * features], third: third)
        return graph.node("Gemm", [x, weight, bias], ["transB": .int(1)])
    }

    /// Normalises over the last axis, which has `features` entries.
    mutating func layerNorm(
        _ x: Value,
        _ name: String,
        features: Int,
        epsilon: Float
    ) throws(HuggingFaceError) -> Value {
        let scale = try weight("\(name).weight", [features])
        let shift = try weight("\(name).bias", [features])
        return graph.node("LayerNormalization", [x, scale, shift], ["axis": .int(-1), "epsilon": .float(epsilon)])
    }
}
