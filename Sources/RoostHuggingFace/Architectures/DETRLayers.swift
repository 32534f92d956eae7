import RoostONNX

/// The layers of encoder and decoder.
struct DETRLayers {
    let body: DETRBody
    let batch: Value
    let seen: Value

    func encode(
        _ x: Value,
        _ positions: Value,
        _ name: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let attended = try half(x, "\(name).self_attn_layer_norm", in: &network) {
            (x, network) throws(HuggingFaceError) in
            let placed = network.add(x, positions)
            return try attend(
                placed,
                placed,
                x,
                "\(name).self_attn",
                heads: body.encoderHeads,
                mask: .keys(seen),
                in: &network
            )
        }
        return try widen(attended, name, width: body.encoderWidth, in: &network)
    }

    func decode(
        _ x: Value,
        _ positions: Value,
        keys: Value,
        values: Value,
        _ name: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let heads = body.decoderHeads
        let talked = try half(x, "\(name).self_attn_layer_norm", in: &network) {
            (x, network) throws(HuggingFaceError) in
            let placed = network.add(x, positions)
            return try attend(placed, placed, x, "\(name).self_attn", heads: heads, mask: nil, in: &network)
        }
        let looked = try half(talked, "\(name).encoder_attn_layer_norm", in: &network) {
            (x, network) throws(HuggingFaceError) in
            let placed = network.add(x, positions)
            let mask = AttentionMask.keys(seen)
            return try attend(placed, keys, values, "\(name).encoder_attn", heads: heads, mask: mask, in: &network)
        }
        return try widen(looked, name, width: body.decoderWidth, in: &network)
    }

    private func widen(
        _ x: Value,
        _ name: String,
        width: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        try half(x, "\(name).final_layer_norm", in: &network) { (x, network) throws(HuggingFaceError) in
            let wide = try network.linear(x, "\(name).fc1", from: body.features, to: width)
            let active = network.activate(wide, body.activation)
            return try network.linear(active, "\(name).fc2", from: width, to: body.features)
        }
    }

    /// A half of a layer with its residual, normalised where the order says.
    private func half(
        _ x: Value,
        _ norm: String,
        in network: inout Network,
        _ apply: (Value, inout Network) throws(HuggingFaceError) -> Value
    ) throws(HuggingFaceError) -> Value {
        switch body.order {
        case .normalizesFirst:
            let normed = try body.norm(x, norm, in: &network)
            let change = try apply(normed, &network)
            return network.add(x, change)
        case .normalizesLast:
            let change = try apply(x, &network)
            return try body.norm(network.add(x, change), norm, in: &network)
        }
    }

    private func attend(
        _ queries: Value,
        _ keys: Value,
        _ values: Value,
        _ name: String,
        heads: Int,
        mask: AttentionMask?,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let features = body.features
        let attended = network.attention(
            queries: try network.linear(queries, "\(name).q_proj", from: features, to: features),
            keys: try network.linear(keys, "\(name).k_proj", from: features, to: features),
            values: try network.linear(values, "\(name).v_proj", from: features, to: features),
            batch: batch,
            heads: heads,
            features: features,
            mask: mask
        )
        return try network.linear(attended, "\(name).out_proj", from: features, to: features)
    }
}
