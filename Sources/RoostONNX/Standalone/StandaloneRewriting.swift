import RoostTensors

/// The walk behind ``StandaloneModel``.
struct StandaloneRewriting {
    private let weights: [String: UnsafeRawBufferPointer]
    private let changes: StandaloneModel.Changes
    /// Where large weights go; `nil` keeps them inside.
    private let dataName: String?
    private(set) var data = FilePieces()
    /// How many tensors of other files were met.
    private(set) var external = 0

    init(weights: [String: UnsafeRawBufferPointer], changes: StandaloneModel.Changes, dataName: String?) {
        self.weights = weights
        self.changes = changes
        self.dataName = dataName
    }

    mutating func model(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) -> FilePieces {
        var result = FilePieces()
        var reader = ProtobufReader(buffer, path: "model")
        var start = reader.position
        while let (field, value) = try reader.next() {
            defer { start = reader.position }
            switch field {
            case 2, 3:
                if changes.producer == nil { result.append(reader.bytes(since: start)) }
            case 6:
                if changes.documentation == nil { result.append(reader.bytes(since: start)) }
            case 7:
                result.append(try graph(try value.message("graph")), as: 7)
            case 14:
                let entry = try StringStringEntry(
                    try value.message("metadata_props"),
                    path: "metadata_props",
                    limit: ONNXModelScan.maximumMetadata
                )
                if changes.metadata[entry.key] == nil { result.append(reader.bytes(since: start)) }
            default:
                result.append(reader.bytes(since: start))
            }
        }
        var writer = ProtobufWriter()
        if let producer = changes.producer {
            writer.string(2, producer.name)
            writer.string(3, producer.version)
        }
        if let documentation = changes.documentation { writer.string(6, documentation) }
        for (key, value) in changes.metadata.sorted(by: { $0.key < $1.key }) {
            writer.message(14, StringStringEntry(key: key, value: value))
        }
        result.append(writer.bytes)
        return result
    }

    private mutating func graph(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) -> FilePieces {
        var result = FilePieces()
        var reader = ProtobufReader(buffer, path: "graph")
        var start = reader.position
        while let (field, value) = try reader.next() {
            defer { start = reader.position }
            switch field {
            case 5:
                let tensor = try value.message("graph.initializer")
                let header = try TensorHeader(tensor, path: "graph.initializer", maximumRank: 64)
                guard let place = header.external else {
                    result.append(reader.bytes(since: start))
                    continue
                }
                result.append(try initializer(tensor, header, at: place), as: 5)
            case 11, 12,
                13 where !changes.extents.isEmpty:
                result.append(try fixing(try value.message("graph.value_info"), Self.wayToDimensions), as: field)
            default:
                result.append(reader.bytes(since: start))
            }
        }
        return result
    }

    /// A tensor with its bytes brought inside, or moved to the data file.
    private mutating func initializer(
        _ buffer: UnsafeRawBufferPointer,
        _ header: TensorHeader,
        at place: ONNXModelSummary.ExternalTensor
    ) throws(ONNXError) -> FilePieces {
        external += 1
        let bytes = try bytes(of: header, at: place)
        var result = FilePieces()
        var reader = ProtobufReader(buffer, path: "graph.initializer")
        var start = reader.position
        while let (field, _) = try reader.next() {
            if field != 13, field != 14 { result.append(reader.bytes(since: start)) }
            start = reader.position
        }
        var writer = ProtobufWriter()
        guard let dataName, bytes.count >= StandaloneModel.leastOutside else {
            writer.header(9, length: bytes.count)
            result.append(writer.bytes)
            result.append(bytes)
            return result
        }
        data.align(to: StandaloneModel.alignment)
        ExternalData(location: dataName, offset: data.count, length: bytes.count).encode(to: &writer)
        result.append(writer.bytes)
        data.append(bytes)
        return result
    }

    private func bytes(
        of header: TensorHeader,
        at place: ONNXModelSummary.ExternalTensor
    ) throws(ONNXError) -> UnsafeRawBufferPointer {
        guard let file = weights[place.location] else {
            throw ONNXError("tensor '\(place.tensor)' is in the file '\(place.location)', which is not there")
        }
        guard place.offset <= file.count, place.length ?? 0 <= file.count - place.offset else {
            throw ONNXError("tensor '\(place.tensor)' ends outside of the file '\(place.location)', which is truncated")
        }
        let length = place.length ?? file.count - place.offset
        if let type = header.type {
            let (needed, overflow) = header.shape.elementCount.multipliedReportingOverflow(by: type.byteWidth)
            guard !overflow, needed == length else {
                throw ONNXError("tensor '\(place.tensor)' of \(type) and shape \(header.shape) has \(length) bytes")
            }
        }
        return UnsafeRawBufferPointer(rebasing: file[place.offset..<place.offset + length])
    }

    /// `ValueInfoProto.type.tensor_type.shape.dim`.
    private static let wayToDimensions = [2, 1, 2, 1][...]

    /// A message with the symbolic extents that are known now written as numbers.
    private func fixing(_ buffer: UnsafeRawBufferPointer, _ way: ArraySlice<Int>) throws(ONNXError) -> FilePieces {
        var result = FilePieces()
        var reader = ProtobufReader(buffer, path: "graph.value_info")
        var start = reader.position
        while let (field, value) = try reader.next() {
            defer { start = reader.position }
            if let next = way.first, next == field {
                result.append(try fixing(try value.message("graph.value_info"), way.dropFirst()), as: field)
            } else if way.isEmpty, field == 2, let extent = changes.extents[try value.text("dim_param")] {
                var writer = ProtobufWriter()
                writer.int(1, extent)
                result.append(writer.bytes)
            } else {
                result.append(reader.bytes(since: start))
            }
        }
        return result
    }
}
