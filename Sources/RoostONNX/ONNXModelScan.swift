import RoostTensors

/// The walk behind ``ONNXModelSummary/read(_:)``.
struct ONNXModelScan {
    /// Subgraphs (`If`, `Loop`) within subgraphs; real models have at most a handful.
    private static let maximumDepth = 16
    /// More initialisers, nodes or external references than this is no model.
    private static let maximumCount = 1_000_000
    /// Of inputs, outputs, operator sets and metadata entries.
    private static let maximumNames = 10_000
    private static let maximumRank = 64
    /// Of the value of an entry of `metadata_props`, in bytes.
    static let maximumMetadata = 16 << 20

    private(set) var summary = ONNXModelSummary()
    private var initializerCount = 0
    private var sawGraph = false

    mutating func model(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) {
        var reader = ProtobufReader(buffer, path: "model")
        while let (field, value) = try reader.next() {
            switch field {
            case 1: summary.irVersion = try value.integer("ir_version")
            case 2: summary.producer = try value.text("producer_name")
            case 7:
                guard !sawGraph else { throw ONNXError("model: has two graphs; one is the rule") }
                sawGraph = true
                try graph(try value.message("graph"), path: "graph", depth: 0)
            case 8: try opset(try value.message("opset_import"))
            case 14: try metadata(try value.message("metadata_props"))
            case 25: try function(try value.message("functions"))
            default: continue
            }
        }
        guard sawGraph else { throw ONNXError("model: has no graph; this is no ONNX file") }
        guard !summary.opsets.isEmpty else { throw ONNXError("model: opset_import is missing") }
        let constants = Set(summary.initializers.map(\.name))
        summary.inputs.removeAll { constants.contains($0.name) }
    }

    private mutating func graph(_ buffer: UnsafeRawBufferPointer, path: String, depth: Int) throws(ONNXError) {
        guard depth < Self.maximumDepth else {
            throw ONNXError("\(path): subgraphs are nested more than \(Self.maximumDepth) deep")
        }
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: try node(try value.message("\(path).node"), path: path, depth: depth)
            case 5:
                try tensor(try value.message("\(path).initializer"), path: "\(path).initializer", isMain: depth == 0)
            case 11 where depth == 0:
                try Self.bound(summary.inputs.count, Self.maximumNames, "graph.input")
                summary.inputs.append(try Self.valueInfo(try value.message("graph.input"), path: "graph.input"))
            case 12 where depth == 0:
                try Self.bound(summary.outputs.count, Self.maximumNames, "graph.output")
                summary.outputs.append(try Self.valueInfo(try value.message("graph.output"), path: "graph.output"))
            case 15: try sparse(try value.message("\(path).sparse_initializer"), path: "\(path).sparse_initializer")
            default: continue
            }
        }
    }

    private mutating func node(_ buffer: UnsafeRawBufferPointer, path: String, depth: Int) throws(ONNXError) {
        try Self.bound(summary.nodeCount, Self.maximumCount, "\(path).node")
        summary.nodeCount += 1
        var reader = ProtobufReader(buffer, path: "\(path).node")
        while let (field, value) = try reader.next() {
            guard field == 5 else { continue }
            try attribute(try value.message("\(path).node.attribute"), path: path, depth: depth)
        }
    }

    private mutating func attribute(_ buffer: UnsafeRawBufferPointer, path: String, depth: Int) throws(ONNXError) {
        let name = "\(path).attribute"
        var reader = ProtobufReader(buffer, path: name)
        while let (field, value) = try reader.next() {
            switch field {
            case 5, 10: try tensor(try value.message(name), path: name, isMain: false)
            case 6, 11: try graph(try value.message(name), path: name, depth: depth + 1)
            case 22, 23: try sparse(try value.message(name), path: name)
            default: continue
            }
        }
    }

    private mutating func function(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) {
        var reader = ProtobufReader(buffer, path: "functions")
        while let (field, value) = try reader.next() {
            guard field == 7 else { continue }
            try node(try value.message("functions.node"), path: "functions", depth: 0)
        }
    }

    private mutating func sparse(_ buffer: UnsafeRawBufferPointer, path: String) throws(ONNXError) {
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            guard field == 1 || field == 2 else { continue }
            try tensor(try value.message(path), path: path, isMain: false)
        }
    }

    private mutating func tensor(
        _ buffer: UnsafeRawBufferPointer,
        path: String,
        isMain: Bool
    ) throws(ONNXError) {
        try Self.bound(initializerCount, Self.maximumCount, path)
        initializerCount += 1
        let header = try TensorHeader(buffer, path: path, maximumRank: Self.maximumRank)
        if isMain {
            let initializer = ONNXModelSummary.Initializer(name: header.name, type: header.type, shape: header.shape)
            summary.initializers.append(initializer)
        }
        guard let external = header.external else { return }
        summary.externalData.append(external)
    }

    private mutating func opset(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) {
        var domain = ""
        var version = 0
        var reader = ProtobufReader(buffer, path: "opset_import")
        while let (field, value) = try reader.next() {
            switch field {
            case 1: domain = try value.text("opset_import.domain")
            case 2: version = try value.integer("opset_import.version")
            default: continue
            }
        }
        try Self.bound(summary.opsets.count, Self.maximumNames, "opset_import")
        summary.opsets[domain == "ai.onnx" ? "" : domain] = version
    }

    private mutating func metadata(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) {
        try Self.bound(summary.metadata.count, Self.maximumNames, "metadata_props")
        let entry = try StringStringEntry(buffer, path: "metadata_props", limit: Self.maximumMetadata)
        summary.metadata[entry.key] = entry.value
    }

    private static func bound(_ count: Int, _ maximum: Int, _ field: String) throws(ONNXError) {
        guard count < maximum else { throw ONNXError("\(field): more than \(maximum) entries") }
    }

    private static func valueInfo(
        _ buffer: UnsafeRawBufferPointer,
        path: String
    ) throws(ONNXError) -> ValueInfoProto {
        var name = ""
        var type: (type: ElementType?, dimensions: [Dimension]?) = (nil, nil)
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: name = try value.text("\(path).name")
            case 2: type = try tensorType(try value.message("\(path).type"), path: "\(path) '\(name)'.type")
            default: continue
            }
        }
        return ValueInfoProto(name: name, type: type.type, dimensions: type.dimensions)
    }

    private static func tensorType(
        _ buffer: UnsafeRawBufferPointer,
        path: String
    ) throws(ONNXError) -> (type: ElementType?, dimensions: [Dimension]?) {
        var result: (type: ElementType?, dimensions: [Dimension]?) = (nil, nil)
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            var tensor = ProtobufReader(try value.message(path), path: path)
            while let (field, value) = try tensor.next() {
                switch field {
                case 1: result.type = ElementType(onnxDataType: try value.integer("\(path).elem_type"))
                case 2: result.dimensions = try shape(try value.message("\(path).shape"), path: "\(path).shape")
                default: continue
                }
            }
        }
        return result
    }

    private static func shape(
        _ buffer: UnsafeRawBufferPointer,
        path: String
    ) throws(ONNXError) -> [Dimension] {
        var dimensions: [Dimension] = []
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            try bound(dimensions.count, maximumRank, path)
            var dimension = Dimension.symbolic("")
            var inner = ProtobufReader(try value.message(path), path: path)
            while let (field, value) = try inner.next() {
                switch field {
                case 1:
                    let extent = try value.integer("\(path).dim_value")
                    dimension = extent < 0 ? .symbolic("") : .fixed(extent)
                case 2: dimension = .symbolic(try value.text("\(path).dim_param"))
                default: continue
                }
            }
            dimensions.append(dimension)
        }
        return dimensions
    }
}
