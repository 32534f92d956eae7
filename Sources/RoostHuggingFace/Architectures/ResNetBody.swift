import RoostONNX

/// The convolutions of a residual network, <https://arxiv.org/abs/1512.03385>, under the names of `transformers` or of
/// timm.
struct ResNetBody: Sendable {
    enum LayerType: String, Sendable {
        /// Two 3x3 convolutions.
        case basic
        /// 1x1, 3x3, 1x1, the inner two with a quarter of the channels.
        case bottleneck
    }

    enum Naming: Sendable {
        case transformers
        case timm
    }

    /// The feature map that a stage gives.
    struct Stage {
        let map: Value
        let features: Int
    }

    private static let reduction = 4

    var channels: Int
    var embeddingSize: Int
    var hiddenSizes: [Int]
    var depths: [Int]
    var layerType: LayerType
    var activation = Activation.relu
    var downsamplesFirstStage = false
    var downsamplesInBottleneck = false
    /// Whether the last stage keeps its input's size and spreads its samples instead (DETR's DC5).
    var dilatesLastStage = false
    var naming: Naming

    /// The maps of all stages, from the finest to the coarsest; `prefix` stands before the names, with its full stop.
    func stages(
        of image: Value,
        prefix: String,
        in network: inout Network
    ) throws(HuggingFaceError) -> [Stage] {
        let stem = Unit(
            convolution: Self.convolution(inputs: channels, outputs: embeddingSize, kernel: 7, stride: 2),
            activation: activation
        )
        var x = try apply(stem, to: image, stemName(prefix), in: &network)
        x = network.graph.node(
            "MaxPool",
            [x],
            ["kernel_shape": .ints([3, 3]), "strides": .ints([2, 2]), "pads": .ints([1, 1, 1, 1])]
        )
        var inputs = embeddingSize
        var stages: [Stage] = []
        for (stage, (outputs, depth)) in zip(hiddenSizes, depths).enumerated() {
            let isDilated = dilatesLastStage && stage == hiddenSizes.count - 1
            for number in 0..<depth {
                let downsamples = number == 0 && !isDilated && (stage > 0 || downsamplesFirstStage)
                let layer = Layer(
                    prefix: layerName(prefix, stage: stage, number: number),
                    inputs: number == 0 ? inputs : outputs,
                    outputs: outputs,
                    stride: downsamples ? 2 : 1,
                    firstDilation: isDilated && number > 0 ? 2 : 1,
                    dilation: isDilated ? 2 : 1
                )
                x = try apply(layer, to: x, in: &network)
            }
            inputs = outputs
            stages.append(Stage(map: x, features: outputs))
        }
        return stages
    }

    private struct Layer {
        let prefix: String
        let inputs: Int
        let outputs: Int
        let stride: Int
        /// Of the first 3x3 convolution.
        let firstDilation: Int
        /// Of a second one.
        let dilation: Int
    }

    /// Convolution, batch norm, activation.
    private struct Unit {
        let convolution: Convolution
        let activation: Activation
    }

    private struct UnitName {
        let convolution: String
        let normalization: String
    }

    private static func convolution(
        inputs: Int,
        outputs: Int,
        kernel: Int,
        stride: Int = 1,
        dilation: Int = 1
    ) -> Convolution {
        Convolution(
            inputs: inputs,
            outputs: outputs,
            kernel: ImageSize(kernel),
            stride: ImageSize(stride),
            padding: kernel / 2 * dilation,
            dilation: dilation,
            hasBias: false
        )
    }

    /// A residual layer; where its extents change, the shortcut is a 1x1 convolution.
    private func apply(_ layer: Layer, to x: Value, in network: inout Network) throws(HuggingFaceError) -> Value {
        var residual = x
        if layer.inputs != layer.outputs || layer.stride != 1 {
            let shortcut = Unit(
                convolution: Self.convolution(
                    inputs: layer.inputs,
                    outputs: layer.outputs,
                    kernel: 1,
                    stride: layer.stride
                ),
                activation: .identity
            )
            residual = try apply(shortcut, to: x, shortcutName(layer), in: &network)
        }
        var y = x
        for (number, unit) in units(of: layer).enumerated() {
            y = try apply(unit, to: y, unitName(layer, number), in: &network)
        }
        return network.activate(network.add(y, residual), activation)
    }

    /// The convolutions of a layer, with ReLU between them whatever `hidden_act` says.
    ///
    /// That rules only the stem and the layers' ends.
    private func units(of layer: Layer) -> [Unit] {
        let (inputs, outputs, stride) = (layer.inputs, layer.outputs, layer.stride)
        let convolutions: [Convolution]
        switch layerType {
        case .basic:
            convolutions = [
                Self.convolution(
                    inputs: inputs,
                    outputs: outputs,
                    kernel: 3,
                    stride: stride,
                    dilation: layer.firstDilation
                ),
                Self.convolution(inputs: outputs, outputs: outputs, kernel: 3, dilation: layer.dilation),
            ]
        case .bottleneck:
            let inner = outputs / Self.reduction
            let strides = downsamplesInBottleneck ? (stride, 1) : (1, stride)
            convolutions = [
                Self.convolution(inputs: inputs, outputs: inner, kernel: 1, stride: strides.0),
                Self.convolution(
                    inputs: inner,
                    outputs: inner,
                    kernel: 3,
                    stride: strides.1,
                    dilation: layer.firstDilation
                ),
                Self.convolution(inputs: inner, outputs: outputs, kernel: 1),
            ]
        }
        return convolutions.enumerated().map { number, convolution in
            Unit(convolution: convolution, activation: number == convolutions.count - 1 ? .identity : .relu)
        }
    }

    private func apply(
        _ unit: Unit,
        to x: Value,
        _ name: UnitName,
        in network: inout Network
    ) throws(HuggingFaceError) -> Value {
        let convolved = try network.convolve(x, name.convolution, unit.convolution)
        let normed = try network.batchNorm(convolved, name.normalization, channels: unit.convolution.outputs)
        return network.activate(normed, unit.activation)
    }
}

// MARK: - Names

extension ResNetBody {
    private func stemName(_ prefix: String) -> UnitName {
        switch naming {
        case .transformers: named("\(prefix)embedder.embedder")
        case .timm: UnitName(convolution: "\(prefix)conv1", normalization: "\(prefix)bn1")
        }
    }

    private func layerName(_ prefix: String, stage: Int, number: Int) -> String {
        switch naming {
        case .transformers: "\(prefix)encoder.stages.\(stage).layers.\(number)"
        case .timm: "\(prefix)layer\(stage + 1).\(number)"
        }
    }

    private func unitName(_ layer: Layer, _ number: Int) -> UnitName {
        switch naming {
        case .transformers: named("\(layer.prefix).layer.\(number)")
        case .timm:
            UnitName(
                convolution: "\(layer.prefix).conv\(number + 1)",
                normalization: "\(layer.prefix).bn\(number + 1)"
            )
        }
    }

    private func shortcutName(_ layer: Layer) -> UnitName {
        switch naming {
        case .transformers: named("\(layer.prefix).shortcut")
        case .timm:
            UnitName(
                convolution: "\(layer.prefix).downsample.0",
                normalization: "\(layer.prefix).downsample.1"
            )
        }
    }

    private func named(_ name: String) -> UnitName {
        UnitName(convolution: "\(name).convolution", normalization: "\(name).normalization")
    }
}

extension ResNetBody {
    /// Reads the configuration of `transformers`' own ResNet.
    init(_ config: ModelConfig) throws(HuggingFaceError) {
        let name = try config.fields.string("layer_type") ?? LayerType.bottleneck.rawValue
        guard let layerType = LayerType(rawValue: name) else {
            throw config.fields.wrong("layer_type", "basic or bottleneck, not '\(name)'")
        }
        self.init(
            channels: try config.int("num_channels", default: 3),
            embeddingSize: try config.int("embedding_size", default: 64),
            hiddenSizes: try config.ints("hidden_sizes", default: [256, 512, 1024, 2048]),
            depths: try config.ints("depths", default: [3, 4, 6, 3]),
            layerType: layerType,
            activation: try config.activation("hidden_act", default: .relu),
            downsamplesFirstStage: try config.bool("downsample_in_first_stage", default: false),
            downsamplesInBottleneck: try config.bool("downsample_in_bottleneck", default: false),
            naming: .transformers
        )
        guard depths.count == hiddenSizes.count, depths.allSatisfy({ $0 <= 1000 }) else {
            throw config.fields.wrong("depths", "one number of layers, at most 1000, for each of hidden_sizes")
        }
    }
}
