import RoostTensors

/// What a `TensorProto` says about itself, its bytes left alone.
struct TensorHeader {
    private(set) var name = ""
    private(set) var type: ElementType?
    let shape: Shape
    /// Set when the bytes are in another file.
    private(set) var external: ONNXModelSummary.ExternalTensor?

    init(_ buffer: UnsafeRawBufferPointer, path: String, maximumRank: Int) throws(ONNXError) {
        var dimensions: [Int] = []
        var places: [String: String] = [:]
        var isExternal = false
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: try Self.append(value, to: &dimensions, path: path)
            case 2: type = ElementType(onnxDataType: try value.integer("\(path).data_type"))
            case 8: name = try value.text("\(path).name")
            case 13:
                let entry = try StringStringEntry(try value.message(path), path: "\(path).external_data", limit: 4096)
                guard places.count < 16 else { throw ONNXError("\(path).external_data: more than 16 entries") }
                places[entry.key] = entry.value
            case 14: isExternal = try value.integer("\(path).data_location") == 1
            default: continue
            }
            guard dimensions.count <= maximumRank else {
                throw ONNXError("\(path) '\(name)': more than \(maximumRank) dimensions")
            }
        }
        do {
            shape = try Shape(dimensions)
        } catch {
            throw ONNXError("\(path) '\(name)'.dims: \(error)")
        }
        guard isExternal else { return }
        external = try Self.external(places, tensor: name, path: "\(path) '\(name)'.external_data")
    }

    /// Writers differ: one field a dimension, or all packed into one.
    private static func append(
        _ value: ProtobufReader.Value,
        to dimensions: inout [Int],
        path: String
    ) throws(ONNXError) {
        guard case .bytes(let packed) = value else {
            dimensions.append(try value.integer("\(path).dims"))
            return
        }
        guard packed.count <= 640 else { throw ONNXError("\(path).dims: too many dimensions") }
        var bits: UInt64 = 0
        var shift: UInt64 = 0
        for byte in packed {
            guard shift < 70 else { throw ONNXError("\(path).dims: a number is longer than 10 bytes") }
            bits |= UInt64(byte & 0x7f) << shift
            shift += 7
            guard byte < 0x80 else { continue }
            dimensions.append(Int(Int64(bitPattern: bits)))
            (bits, shift) = (0, 0)
        }
        guard shift == 0 else { throw ONNXError("\(path).dims: ends within a number; the file is truncated") }
    }

    private static func external(
        _ places: [String: String],
        tensor: String,
        path: String
    ) throws(ONNXError) -> ONNXModelSummary.ExternalTensor {
        guard let location = places["location"], !location.isEmpty else {
            throw ONNXError("\(path): has no location")
        }
        guard let offset = Int(places["offset"] ?? "0"), offset >= 0 else {
            throw ONNXError("\(path): offset '\(places["offset"] ?? "")' is no place in a file")
        }
        var length: Int?
        if let text = places["length"] {
            guard let count = Int(text), count >= 0, offset <= Int.max - count else {
                throw ONNXError("\(path): length '\(text)' is no number of bytes")
            }
            length = count
        }
        return ONNXModelSummary.ExternalTensor(tensor: tensor, location: location, offset: offset, length: length)
    }
}

extension StringStringEntry {
    init(_ buffer: UnsafeRawBufferPointer, path: String, limit: Int) throws(ONNXError) {
        var key = ""
        var text = ""
        var reader = ProtobufReader(buffer, path: path)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: key = try value.text("\(path).key")
            case 2: text = try value.text("\(path).value", limit: limit)
            default: continue
            }
        }
        self.init(key: key, value: text)
    }
}
