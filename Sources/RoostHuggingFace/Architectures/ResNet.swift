import RoostONNX

/// Deep residual networks, <https://arxiv.org/abs/1512.03385>, in the variant whose stride is in the 3x3 convolution.
struct ResNet: Architecture {
    private enum LayerType: String {
        /// Two 3x3 convolutions.
        case basic
        /// 1x1, 3x3, 1x1, the inner two with a quarter of the channels.
        case bottleneck
    }

    static let modelType = "resnet"
    static let className = "ResNetForImageClassification"
    static let defaultProcessor = ImageProcessorClass.convNext
    private static let reduction = 4

    let channels: Int
    private let embeddingSize: Int
    private let hiddenSizes: [Int]
    private let depths: [Int]
    private let layerType: LayerType
    private let activation: Activation
    private let downsamplesFirstStage: Bool
    private let downsamplesInBottleneck: Bool

    init(_ config: ModelConfig) throws(HuggingFaceError) {
        channels = try config.int("num_channels", default: 3)
        embeddingSize = try config.int("embedding_size", default: 64)
        hiddenSizes = try config.ints("hidden_sizes", default: [256, 512, 1024, 2048])
        depths = try config.ints("depths", default: [3, 4, 6, 3])
        activation = try config.activation("hidden_act", default: .relu)
        downsamplesFirstStage = try config.bool("downsample_in_first_stage", default: false)
        downsamplesInBottleneck = try config.bool("downsample_in_bottleneck", default: false)
        let name = try config.fields.string("layer_type") ?? LayerType.bottleneck.rawValue
        guard let layerType = LayerType(rawValue: name) else {
            throw config.fields.wrong("layer_type", "basic or bottleneck, not '\(name)'")
        }
        self.layerType = layerType
        guard depths.count == hiddenSizes.count, depths.allSatisfy({ $0 <= 1000 }) else {
            throw config.fields.wrong("depths", "one number of layers, at most 1000, for each of hidden_sizes")
        }
    }

    /// The weights fit every size; which one was trained on only the image processor says.
    var nativeSize: ImageSize? { nil }

    var head: ClassificationHead {
        ClassificationHead(name: "classifier.1", features: hiddenSizes.last ?? 0, initialization: .uniform)
    }

    func features(
        of image: Value,
        size: ImageSize,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let prefix = network.has("embedder.embedder.convolution.weight") ? "" : "resnet."
        let stem = Unit(inputs: channels, outputs: embeddingSize, kernel: 7, stride: 2, activation: activation)
        var x = try apply(stem, to: image, "\(prefix)embedder.embedder", in: &network)
        x = network.graph.node(
            "MaxPool",
            [x],
            ["kernel_shape": .ints([3, 3]), "strides": .ints([2, 2]), "pads": .ints([1, 1, 1, 1])]
        )
        var inputs = embeddingSize
        for (stage, (outputs, depth)) in zip(hiddenSizes, depths).enumerated() {
            for number in 0..<depth {
                let downsamples = number == 0 && (stage > 0 || downsamplesFirstStage)
                x = try layer(
                    x,
                    "\(prefix)encoder.stages.\(stage).layers.\(number)",
                    inputs: number == 0 ? inputs : outputs,
                    outputs: outputs,
                    stride: downsamples ? 2 : 1,
                    in: &network
                )
            }
            inputs = outputs
        }
        return network.averagePool(x)
    }

    /// A residual layer; where its extents change, the shortcut is a 1x1 convolution.
    private func layer(
        _ x: Value,
        _ name: String,
        inputs: Int,
        outputs: Int,
        stride: Int,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        var residual = x
        if inputs != outputs || stride != 1 {
            let shortcut = Unit(inputs: inputs, outputs: outputs, kernel: 1, stride: stride, activation: .identity)
            residual = try apply(shortcut, to: x, "\(name).shortcut", in: &network)
        }
        var y = x
        for (number, unit) in units(inputs: inputs, outputs: outputs, stride: stride).enumerated() {
            y = try apply(unit, to: y, "\(name).layer.\(number)", in: &network)
        }
        return network.activate(network.add(y, residual), activation)
    }

    /// The convolutions of a layer, with ReLU between them whatever `hidden_act` says.
    ///
    /// That rules only the stem and the layers' ends.
    private func units(inputs: Int, outputs: Int, stride: Int) -> [Unit] {
        switch layerType {
        case .basic:
            return [
                Unit(inputs: inputs, outputs: outputs, kernel: 3, stride: stride, activation: .relu),
                Unit(inputs: outputs, outputs: outputs, kernel: 3, stride: 1, activation: .identity),
            ]
        case .bottleneck:
            let inner = outputs / Self.reduction
            let strides = downsamplesInBottleneck ? (stride, 1) : (1, stride)
            return [
                Unit(inputs: inputs, outputs: inner, kernel: 1, stride: strides.0, activation: .relu),
                Unit(inputs: inner, outputs: inner, kernel: 3, stride: strides.1, activation: .relu),
                Unit(inputs: inner, outputs: outputs, kernel: 1, stride: 1, activation: .identity),
            ]
        }
    }

    /// Convolution, batch norm, activation.
    private struct Unit {
        let inputs: Int
        let outputs: Int
        let kernel: Int
        let stride: Int
        let activation: Activation
    }

    private func apply(
        _ unit: Unit,
        to x: Value,
        _ name: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let convolution = Convolution(
            inputs: unit.inputs,
            outputs: unit.outputs,
            kernel: ImageSize(unit.kernel),
            stride: ImageSize(unit.stride),
            padding: unit.kernel / 2,
            hasBias: false
        )
        let convolved = try network.convolve(x, "\(name).convolution", convolution)
        let normed = try network.batchNorm(convolved, "\(name).normalization", channels: unit.outputs)
        return network.activate(normed, unit.activation)
    }
}
