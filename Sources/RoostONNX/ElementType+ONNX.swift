import RoostTensors

extension ElementType {
    /// The number of this type in `TensorProto.DataType` of onnx.proto.
    package var onnxDataType: Int {
        switch self {
        case .float32: 1
        case .uint8: 2
        case .int8: 3
        case .uint16: 4
        case .int16: 5
        case .int32: 6
        case .int64: 7
        case .bool: 9
        case .float16: 10
        case .float64: 11
        case .uint32: 12
        case .uint64: 13
        case .bfloat16: 16
        }
    }

    /// `nil` for strings, complex numbers and the packed 8-bit and 4-bit types, which Roost has no tensors of.
    package init?(onnxDataType: Int) {
        guard let type = Self.allCases.first(where: { $0.onnxDataType == onnxDataType }) else { return nil }
        self = type
    }
}
