import CONNXRuntime
import RoostTensors

/// The element type and extents the library reports for a tensor.
struct TensorDescription {
    /// `nil` for text and number formats we have no tensors of.
    let elementType: ElementType?
    /// Negative where the extent is not known before the model runs.
    let dimensions: [Int]

    init(of info: OpaquePointer, library: Library) throws(ONNXRuntimeError) {
        let api = library.api.pointee
        var type = OrtElementTypeUndefined
        try library.check(api.GetTensorElementType(info, &type), "read a tensor's type")
        var rank = 0
        try library.check(api.GetDimensionsCount(info, &rank), "read a tensor's rank")
        var dimensions = [Int64](repeating: 0, count: rank)
        try library.check(api.GetDimensions(info, &dimensions, rank), "read a tensor's shape")
        self.elementType = ElementType(type)
        self.dimensions = dimensions.map { Int($0) }
    }

    /// One name a dimension; empty where it has none.
    func symbolicNames(of info: OpaquePointer, library: Library) throws(ONNXRuntimeError) -> [String] {
        var names = [UnsafePointer<CChar>?](repeating: nil, count: dimensions.count)
        try library.check(
            library.api.pointee.GetSymbolicDimensions(info, &names, names.count),
            "read a tensor's dimension names"
        )
        return names.map { $0.map { String(cString: $0) } ?? "" }
    }
}
