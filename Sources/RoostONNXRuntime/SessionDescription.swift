import CONNXRuntime
import RoostTensors

/// What a loaded model says about itself.
struct SessionDescription {
    let inputs: [ValueInfo]
    let outputs: [ValueInfo]
    let metadata: [String: String]

    init(of session: OpaquePointer, library: Library) throws(ONNXRuntimeError) {
        let api = library.api.pointee
        self.inputs = try Self.values(
            of: session,
            library: library,
            count: api.SessionGetInputCount,
            name: api.SessionGetInputName,
            type: api.SessionGetInputTypeInfo
        )
        self.outputs = try Self.values(
            of: session,
            library: library,
            count: api.SessionGetOutputCount,
            name: api.SessionGetOutputName,
            type: api.SessionGetOutputTypeInfo
        )
        self.metadata = try Self.metadata(of: session, library: library)
    }

    private typealias Names = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    private static func values(
        of session: OpaquePointer,
        library: Library,
        count: (OpaquePointer, UnsafeMutablePointer<Int>) -> OpaquePointer?,
        name: (OpaquePointer, Int, OpaquePointer, Names) -> OpaquePointer?,
        type: (OpaquePointer, Int, UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?
    ) throws(ONNXRuntimeError) -> [ValueInfo] {
        var total = 0
        try library.check(count(session, &total), "count the model's values")
        var values: [ValueInfo] = []
        for index in 0..<total {
            var characters: UnsafeMutablePointer<CChar>?
            try library.check(name(session, index, library.allocator, &characters), "read the name of value \(index)")
            let text = library.take(characters) ?? ""
            let info = try library.make("read the type of '\(text)'") { _, out in type(session, index, out) }
            defer { library.api.pointee.ReleaseTypeInfo(info) }
            values.append(try value(named: text, info: info, library: library))
        }
        return values
    }

    private static func value(
        named name: String,
        info: OpaquePointer,
        library: Library
    ) throws(ONNXRuntimeError) -> ValueInfo {
        let api = library.api.pointee
        var kind = OrtValueKindUnknown
        try library.check(api.GetOnnxTypeFromTypeInfo(info, &kind), "read the type of '\(name)'")
        var tensor: OpaquePointer?
        try library.check(api.CastTypeInfoToTensorInfo(info, &tensor), "read the type of '\(name)'")
        guard kind == OrtValueKindTensor, let tensor else {
            return ValueInfo(name: name, elementType: nil, dimensions: [])
        }
        let type = try TensorDescription(of: tensor, library: library)
        let names = try type.symbolicNames(of: tensor, library: library)
        let dimensions = zip(type.dimensions, names).map { extent, name in
            extent < 0 ? ValueInfo.Dimension.symbolic(name) : .fixed(extent)
        }
        return ValueInfo(name: name, elementType: type.elementType, dimensions: dimensions)
    }

    private static func metadata(
        of session: OpaquePointer,
        library: Library
    ) throws(ONNXRuntimeError) -> [String: String] {
        let api = library.api.pointee
        let metadata = try library.make("read the model's metadata") { api, out in
            api.pointee.SessionGetModelMetadata(session, out)
        }
        defer { api.ReleaseModelMetadata(metadata) }
        var keys: Names?
        var count: Int64 = 0
        try library.check(
            api.ModelMetadataGetCustomMetadataMapKeys(metadata, library.allocator, &keys, &count),
            "list the model's metadata"
        )
        guard let keys else { return [:] }
        defer { api.ReleaseStatus(api.AllocatorFree(library.allocator, keys)) }
        let names = (0..<Int(count)).compactMap { library.take(keys[$0]) }
        var entries: [String: String] = [:]
        for name in names {
            var value: UnsafeMutablePointer<CChar>?
            try library.check(
                api.ModelMetadataLookupCustomMetadataMap(metadata, library.allocator, name, &value),
                "read the model's metadata '\(name)'"
            )
            entries[name] = library.take(value)
        }
        return entries
    }
}
