import RoostONNX
import RoostTensors

/// SegFormer for semantic segmentation, <https://arxiv.org/abs/2105.15203>: the Mix Transformer and a decoder of linear
/// layers.
///
/// `reshape_last_stage` changes nothing here: without it `transformers` folds the last map up again in the decoder.
struct SegFormer: DenseArchitecture {
    static let modelType = "segformer"
    static let className = "SegformerForSemanticSegmentation"
    static let type = ModelType.segmentation
    static let outputs = DenseGraph.Outputs.pixels
    static let defaultProcessor = ImageProcessorClass.segFormer
    static let takesPixelMask = false

    private static let epsilon: Float = 1e-5

    private let body: SegFormerBody
    private let decoderSize: Int
    private let labelCount: Int

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        body = try SegFormerBody(config)
        decoderSize = try config.int("decoder_hidden_size", default: 256)
        labelCount = config.labels.count
    }

    var channels: Int { body.channels }

    func outputs(
        of image: Value,
        mask: Value,
        in network: inout Network
    ) throws(HuggingFaceError) -> [DenseOutput] {
        let stages = try body.stages(of: image, in: &network)
        let fused = network.graph.node("Relu", [try fuse(stages, in: &network)])
        let classifier = Convolution(inputs: decoderSize, outputs: labelCount, kernel: ImageSize(1))
        let logits = try network.convolve(fused, "decode_head.classifier", classifier)
        let sides = [Dimension.symbolic("logits_height"), .symbolic("logits_width")]
        return [DenseOutput(value: logits, dimensions: [.symbolic("batch"), .fixed(labelCount)] + sides)]
    }

    /// Projects every stage, brings all to the finest one's size, fuses them with one linear layer and normalises.
    ///
    /// The original projects, enlarges, concatenates and fuses. Projecting, fusing and normalising are linear in the
    /// channels and enlarging is linear in the pixels with weights that sum to 1, so their order is free: here the first
    /// three become one matrix a stage, multiplied when the model is loaded, and only its result is enlarged. For
    /// SegFormer-b0 that leaves a thirtieth of the decoder's multiplications.
    private func fuse(_ stages: [SegFormerBody.Stage], in network: inout Network) throws(HuggingFaceError) -> Value {
        let normalization = try normalization(in: &network)
        let fusing = try network.weight(
            "decode_head.linear_fuse.weight",
            [decoderSize, decoderSize * stages.count, 1, 1]
        )
        let fusingMatrix = network.multiply(
            network.reshape(fusing, [decoderSize, decoderSize * stages.count]),
            network.reshape(normalization.scale, [decoderSize, 1])
        )
        var sum: Value?
        for (number, stage) in stages.enumerated() {
            let name = "decode_head.linear_c.\(number).proj"
            // The concatenation has the coarsest stage first.
            let start = (stages.count - 1 - number) * decoderSize
            let part = network.slice(fusingMatrix, axis: 1, start..<start + decoderSize)
            let projecting = try network.weight("\(name).weight", [decoderSize, stage.features])
            let projectingBias = try network.weight("\(name).bias", [decoderSize])
            let matrix = network.graph.node("MatMul", [part, projecting])
            var bias = network.graph.node("MatMul", [part, projectingBias])
            if number == 0 { bias = network.add(bias, normalization.shift) }
            let kernel = network.reshape(matrix, [decoderSize, stage.features, 1, 1])
            let map = network.graph.node("Conv", [stage.map, kernel, bias], ["kernel_shape": .ints([1, 1])])
            guard let finest = sum else {
                sum = map
                continue
            }
            sum = network.add(finest, network.resizeBilinear(map, to: stages[0].grid))
        }
        return sum ?? fusing
    }

    /// The decoder's batch norm as `scale * x + shift`.
    private func normalization(in network: inout Network) throws(HuggingFaceError) -> (scale: Value, shift: Value) {
        let name = "decode_head.batch_norm"
        let weight = try network.weight("\(name).weight", [decoderSize])
        let bias = try network.weight("\(name).bias", [decoderSize])
        let mean = try network.weight("\(name).running_mean", [decoderSize])
        let variance = try network.weight("\(name).running_var", [decoderSize])
        let deviation = network.graph.node(
            "Sqrt",
            [network.add(variance, network.graph.constant(Self.epsilon))]
        )
        let scale = network.graph.node("Div", [weight, deviation])
        let shift = network.graph.node("Sub", [bias, network.multiply(mean, scale)])
        return (scale, shift)
    }
}
