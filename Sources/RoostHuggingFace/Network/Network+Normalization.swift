import RoostONNX
import RoostTensors

extension Network {
    /// Normalises each group of channels of each image over its pixels; torch's `GroupNorm` and its epsilon.
    mutating func groupNorm(
        _ map: Value,
        _ name: String,
        groups: Int,
        channels: Int,
        epsilon: Float = 1e-5
    ) throws(HuggingFaceError) -> Value {
        let shape = graph.node("Shape", [map])
        let grouped = reshape(map, [0, groups, -1])
        let ones = graph.constant([Float](repeating: 1, count: groups), shape: [groups])
        let zeros = graph.constant([Float](repeating: 0, count: groups), shape: [groups])
        let normed = graph.node("InstanceNormalization", [grouped, ones, zeros], ["epsilon": .float(epsilon)])
        let scale = reshape(try weight("\(name).weight", [channels]), [1, channels, 1, 1])
        let shift = reshape(try weight("\(name).bias", [channels]), [1, channels, 1, 1])
        return add(multiply(graph.node("Reshape", [normed, shape]), scale), shift)
    }
}
