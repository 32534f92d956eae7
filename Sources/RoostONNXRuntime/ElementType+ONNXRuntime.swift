import CONNXRuntime
import RoostTensors

extension ElementType {
    var ortType: OrtElementType {
        switch self {
        case .float64: OrtElementTypeFloat64
        case .float32: OrtElementTypeFloat32
        case .float16: OrtElementTypeFloat16
        case .bfloat16: OrtElementTypeBFloat16
        case .int64: OrtElementTypeInt64
        case .int32: OrtElementTypeInt32
        case .int16: OrtElementTypeInt16
        case .int8: OrtElementTypeInt8
        case .uint64: OrtElementTypeUInt64
        case .uint32: OrtElementTypeUInt32
        case .uint16: OrtElementTypeUInt16
        case .uint8: OrtElementTypeUInt8
        case .bool: OrtElementTypeBool
        }
    }

    /// `nil` for text and for the number formats that no tensor of ours has.
    init?(_ type: OrtElementType) {
        guard let match = Self.allCases.first(where: { $0.ortType == type }) else { return nil }
        self = match
    }
}
