import RoostONNX
import RoostTensors

/// What may attend to what.
enum AttentionMask {
    /// `[batch, keys]` of `int32`: 1 for a key that may be seen, 0 for one that may not.
    case keys(Value)
    /// Added to the scores: `[batch or 1, heads or 1, queries, keys]`.
    case bias(Value)
}

extension Network {
    /// Scaled dot-product attention, `softmax(q kᵀ / √(features / heads)) v`, head by head.
    ///
    /// Takes and gives tokens as rows: `queries` is `[batch * queryCount, features]`, `keys` and `values` are
    /// `[batch * keyCount, features]`.
    mutating func attention(
        queries: Value,
        queryCount: Int,
        keys: Value,
        values: Value,
        keyCount: Int,
        heads: Int,
        features: Int
    ) -> Value {
        let result = attention(
            queries: reshape(queries, [-1, queryCount, features]),
            keys: reshape(keys, [-1, keyCount, features]),
            values: reshape(values, [-1, keyCount, features]),
            heads: heads,
            features: features
        )
        return reshape(result, [-1, features])
    }

    /// The same for rows of `batch` sequences, a list of one whole number, whose lengths are found when the graph runs.
    mutating func attention(
        queries: Value,
        keys: Value,
        values: Value,
        batch: Value,
        heads: Int,
        features: Int,
        mask: AttentionMask? = nil
    ) -> Value {
        let sequences = shape([.found(batch), -1, .fixed(features)])
        let result = attention(
            queries: graph.node("Reshape", [queries, sequences]),
            keys: graph.node("Reshape", [keys, sequences]),
            values: graph.node("Reshape", [values, sequences]),
            heads: heads,
            features: features,
            mask: mask
        )
        return reshape(result, [-1, features])
    }

    /// The same for sequences, `[batch, count, features]`.
    ///
    /// ONNX Runtime's own operator needs no memory for the scores; the same in operators of the standard is up to 6 %
    /// slower.
    mutating func attention(
        queries: Value,
        keys: Value,
        values: Value,
        heads: Int,
        features: Int,
        mask: AttentionMask? = nil
    ) -> Value {
        guard graph.standardOperatorsOnly else {
            var operands = [queries, keys, values]
            switch mask {
            case nil: break
            case .keys(let seen): operands += [.absent, seen]
            case .bias(let bias): operands += [.absent, .absent, bias]
            }
            // The operator's own filler of -10000 is not small enough beside large scores.
            return graph.node(
                "MultiHeadAttention",
                domain: ModelProto.contribDomain,
                operands,
                ["num_heads": .int(heads), "mask_filter_value": .float(-.greatestFiniteMagnitude)]
            )
        }
        let width = features / heads
        let q = transpose(reshape(queries, [0, 0, heads, width]), [0, 2, 1, 3])
        let k = transpose(reshape(keys, [0, 0, heads, width]), [0, 2, 3, 1])
        let v = transpose(reshape(values, [0, 0, heads, width]), [0, 2, 1, 3])
        let scaled = multiply(q, graph.constant(1 / Float(width).squareRoot()))
        var scores = graph.node("MatMul", [scaled, k])
        switch mask {
        case nil: break
        case .keys(let seen): scores = add(scores, bias(hidingKeysOutside: seen))
        case .bias(let bias): scores = add(scores, bias)
        }
        let weights = graph.node("Softmax", [scores], ["axis": .int(-1)])
        return reshape(transpose(graph.node("MatMul", [weights, v]), [0, 2, 1, 3]), [0, 0, features])
    }

    /// `[batch, 1, 1, keys]`: 0 for a key that may be seen, the least number for one that may not.
    mutating func bias(hidingKeysOutside seen: Value) -> Value {
        let hidden = graph.node("Sub", [graph.constant(1), float(seen)])
        let bias = multiply(hidden, graph.constant(-.greatestFiniteMagnitude))
        return graph.node("Unsqueeze", [bias, graph.integers([1, 2])])
    }
}
