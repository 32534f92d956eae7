import RoostONNX
import RoostTensors

/// DETR with its panoptic head: a mask for every query, drawn from where the query attends and refined over the
/// backbone's finer maps.
struct DETRSegmenter: DenseArchitecture {
    static let modelType = "detr"
    static let className = "DetrForSegmentation"
    static let type = ModelType.segmentation
    static let outputs = DenseGraph.Outputs.boxesAndMasks
    static let defaultProcessor = ImageProcessorClass.detr
    static let takesPixelMask = true

    private static let maximumGroups = 8

    private let body: DETRBody

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try DETRBody(config, order: .normalizesLast)
        guard body.backbone.count >= 4 else {
            throw config.fields.wrong("backbone_config", "a backbone with four stages in out_features")
        }
        guard (body.features + body.encoderHeads).isMultiple(of: Self.maximumGroups), body.features >= 16 else {
            throw config.fields.wrong("d_model", "at least 16, and with encoder_attention_heads a multiple of 8")
        }
        // Each refinement has half the channels of the one before, in groups of equal size.
        let widths = [2, 4, 8, 16].map { body.features / $0 }
        guard widths.allSatisfy({ $0.isMultiple(of: min(Self.maximumGroups, $0)) }) else {
            throw config.fields.wrong("d_model", "16, 32, 64 or a multiple of 128")
        }
    }

    var channels: Int { body.backbone.channels }

    func outputs(
        of image: Value,
        mask: Value,
        in network: inout Network
    ) throws(HuggingFaceError) -> [DenseOutput] {
        let decoded = try body.decode(image, mask: mask, prefix: "detr.model.", in: &network)
        let masks = try masks(decoded, in: &network)
        let sides = [Dimension.symbolic("masks_height"), .symbolic("masks_width")]
        let dimensions = [Dimension.symbolic("batch"), .fixed(body.queries)] + sides
        return try body.detect(decoded, prefix: "detr.", in: &network) + [
            DenseOutput(value: masks, dimensions: dimensions)
        ]
    }

    /// Mask logits, `[batch, queries, height, width]` at the size of the backbone's first map.
    ///
    /// What depends on the image alone is computed once for it and added to what depends on the query; the original
    /// copies the image's maps for every query first.
    private func masks(_ decoded: DETRBody.Decoded, in network: inout Network) throws(HuggingFaceError) -> Value {
        let features = body.features
        var x = try first(decoded, in: &network)
        x = try refine(x, 1, channels: features + body.encoderHeads, in: &network)
        x = try convolve(x, 2, inputs: features + body.encoderHeads, outputs: features / 2, in: &network)
        x = try refine(x, 2, channels: features / 2, in: &network)
        let finer = decoded.stages.dropLast().suffix(3).reversed()
        for (number, stage) in finer.enumerated() {
            let (inputs, outputs) = (features >> (number + 1), features >> (number + 2))
            let adapter = Convolution(inputs: stage.features, outputs: inputs, kernel: ImageSize(1))
            let adapted = try network.convolve(stage.map, "mask_head.adapter\(number + 1)", adapter)
            let grid = network.grid(of: adapted)
            let enlarged = network.resizeNearest(x, to: grid)
            x = add(adapted, toEachQueryOf: enlarged, decoded, channels: inputs, grid, in: &network)
            x = try convolve(x, number + 3, inputs: inputs, outputs: outputs, in: &network)
            x = try refine(x, number + 3, channels: outputs, in: &network)
        }
        let output = Convolution(inputs: features / 16, outputs: 1, kernel: ImageSize(3), padding: 1)
        let logits = try network.convolve(x, "mask_head.out_lay", output)
        let grid = network.grid(of: logits)
        return network.reshape(
            logits,
            to: [.found(decoded.batch), .fixed(body.queries), .found(grid.height), .found(grid.width)]
        )
    }

    /// The first convolution, over the image's map and the query's attention side by side.
    private func first(_ decoded: DETRBody.Decoded, in network: inout Network) throws(HuggingFaceError) -> Value {
        let (features, heads) = (body.features, body.encoderHeads)
        let width = features + heads
        let kernel = try network.weight("mask_head.lay1.weight", [width, width, 3, 3])
        let bias = try network.weight("mask_head.lay1.bias", [width])
        let settings: KeyValuePairs<String, AttributeProto.Value> = [
            "kernel_shape": .ints([3, 3]), "pads": .ints([1, 1, 1, 1]),
        ]
        let ofImage = network.graph.node(
            "Conv",
            [decoded.projected, network.slice(kernel, axis: 1, 0..<features), bias],
            settings
        )
        let attention = try attention(decoded, in: &network)
        let ofQuery = network.graph.node(
            "Conv",
            [attention, network.slice(kernel, axis: 1, features..<width)],
            settings
        )
        return add(ofImage, toEachQueryOf: ofQuery, decoded, channels: width, decoded.grid, in: &network)
    }

    /// Where each query attends, `[batch * queries, heads, height, width]`, all heads of a query together summing to 1.
    private func attention(_ decoded: DETRBody.Decoded, in network: inout Network) throws(HuggingFaceError) -> Value {
        let (features, heads) = (body.features, body.encoderHeads)
        func project(_ rows: Value, _ name: String, _ order: [Int]) throws(HuggingFaceError) -> Value {
            let projected = try network.linear(rows, "bbox_attention.\(name)", from: features, to: features)
            let shape: [Extent] = [.found(decoded.batch), -1, .fixed(heads), .fixed(features / heads)]
            return network.transpose(network.reshape(projected, to: shape), order)
        }
        let queries = try project(decoded.queries, "q_linear", [0, 2, 1, 3])
        let keys = try project(decoded.memory, "k_linear", [0, 2, 3, 1])
        let scale = network.graph.constant(1 / Float(features / heads).squareRoot())
        let scores = network.graph.node("MatMul", [network.multiply(queries, scale), keys])
        let byQuery = network.transpose(scores, [0, 2, 1, 3])
        let masked = network.add(byQuery, network.bias(hidingKeysOutside: decoded.seen))
        let shares = network.graph.node("Softmax", [network.reshape(masked, [0, 0, -1])], ["axis": .int(-1)])
        let grid = decoded.grid
        return network.reshape(shares, to: [-1, .fixed(heads), .found(grid.height), .found(grid.width)])
    }

    /// `[batch, channels, height, width]` added to `[batch * queries, channels, height, width]`.
    private func add(
        _ map: Value,
        toEachQueryOf maps: Value,
        _ decoded: DETRBody.Decoded,
        channels: Int,
        _ grid: Grid,
        in network: inout Network
    ) -> Value {
        let sides: [Extent] = [.fixed(channels), .found(grid.height), .found(grid.width)]
        let byImage = network.reshape(maps, to: [.found(decoded.batch), .fixed(body.queries)] + sides)
        let once = network.graph.node("Unsqueeze", [map, network.graph.integers([1])])
        return network.reshape(network.add(byImage, once), to: [-1] + sides)
    }

    private func convolve(
        _ x: Value,
        _ number: Int,
        inputs: Int,
        outputs: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let convolution = Convolution(inputs: inputs, outputs: outputs, kernel: ImageSize(3), padding: 1)
        return try network.convolve(x, "mask_head.lay\(number)", convolution)
    }

    private func refine(
        _ x: Value,
        _ number: Int,
        channels: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let groups = min(Self.maximumGroups, channels)
        let normed = try network.groupNorm(x, "mask_head.gn\(number)", groups: groups, channels: channels)
        return network.activate(normed, body.activation)
    }
}
