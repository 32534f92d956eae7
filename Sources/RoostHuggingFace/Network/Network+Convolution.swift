import RoostONNX

/// The numbers of a 2-D convolution; torch's `Conv2d`.
struct Convolution {
    var inputs: Int
    var outputs: Int
    var kernel: ImageSize
    var stride = ImageSize(1)
    /// Zeros added on each side.
    var padding = 0
    /// The distance between the samples under neighbouring weights.
    var dilation = 1
    var groups = 1
    var hasBias = true
}

extension Network {
    /// Convolves `[batch, inputs, height, width]`.
    mutating func convolve(
        _ x: Value,
        _ name: String,
        _ convolution: Convolution
    ) throws(HuggingFaceError) -> Value {
        let kernel = [convolution.kernel.height, convolution.kernel.width]
        let shape = [convolution.outputs, convolution.inputs / convolution.groups] + kernel
        var operands = [x, try weight("\(name).weight", shape)]
        if convolution.hasBias { operands.append(try weight("\(name).bias", [convolution.outputs])) }
        return graph.node(
            "Conv",
            operands,
            [
                "kernel_shape": .ints(kernel),
                "strides": .ints([convolution.stride.height, convolution.stride.width]),
                "pads": .ints([Int](repeating: convolution.padding, count: 4)),
                "dilations": .ints([convolution.dilation, convolution.dilation]),
                "group": .int(convolution.groups),
            ]
        )
    }

    /// Normalises each channel with the statistics of training; torch's `BatchNorm2d` and its epsilon.
    ///
    /// It is left to ONNX Runtime to fold this into the convolution before it.
    mutating func batchNorm(
        _ x: Value,
        _ name: String,
        channels: Int,
        epsilon: Float = 1e-5
    ) throws(HuggingFaceError) -> Value {
        var operands = [x]
        for parameter in ["weight", "bias", "running_mean", "running_var"] {
            operands.append(try weight("\(name).\(parameter)", [channels]))
        }
        return graph.node("BatchNormalization", operands, ["epsilon": .float(epsilon)])
    }

    /// The mean over height and width: `[batch, channels, height, width]` becomes `[batch, channels]`.
    mutating func averagePool(_ x: Value) -> Value {
        graph.node("Flatten", [graph.node("GlobalAveragePool", [x])])
    }
}
