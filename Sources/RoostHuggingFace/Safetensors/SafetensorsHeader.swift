import RoostTensors

/// The table of contents of a safetensors file, checked completely before anyone uses it.
///
/// The file is an 8-byte little-endian length, that many bytes of JSON, then the tensors without gap or overlap:
/// <https://github.com/huggingface/safetensors#format>.
package struct SafetensorsHeader: Sendable {
    /// Where one tensor lies.
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let type: ElementType
        package let shape: Shape
        /// Bytes from the start of the file.
        package let offset: Int
        package let length: Int
    }

    /// A longer header than this is refused, as the reference implementation does.
    package static let maximumLength = 100_000_000
    private static let maximumRank = 32

    package let entries: [String: Entry]
    /// The free text pairs under `__metadata__`.
    package let metadata: [String: String]

    package subscript(name: String) -> Entry? { entries[name] }

    /// Reads the header at the start of `buffer`, which holds at least the header of a file of `fileSize` bytes.
    ///
    /// - Throws: ``HuggingFaceError`` naming `file` and the tensor.
    package static func parse(
        _ buffer: UnsafeRawBufferPointer,
        fileSize: Int,
        file: String = "model.safetensors"
    ) throws(HuggingFaceError) -> SafetensorsHeader {
        guard fileSize >= 8, buffer.count >= 8 else {
            throw HuggingFaceError(.invalid, "\(file): has \(fileSize) bytes, too few for a header; get the file again")
        }
        let claimed = UInt64(littleEndian: buffer.loadUnaligned(as: UInt64.self))
        guard claimed <= UInt64(maximumLength) else {
            throw HuggingFaceError(
                .invalid,
                "\(file): header length is \(claimed) bytes; at most \(maximumLength) are allowed, "
                    + "so this is no safetensors file"
            )
        }
        let start = 8 + Int(claimed)
        guard start <= fileSize, start <= buffer.count else {
            throw HuggingFaceError(
                .invalid,
                "\(file): header length is \(claimed) bytes, the file has \(fileSize); "
                    + "it is truncated, get it again"
            )
        }
        let text = UnsafeRawBufferPointer(rebasing: buffer[8..<start])
        let json = try JSONParser.parse(text, file: "\(file) header")
        guard let members = json.object else {
            throw HuggingFaceError(.invalid, "\(file): the header is no JSON object")
        }
        return try SafetensorsHeader(members, dataStart: start, fileSize: fileSize, file: file)
    }

    private init(
        _ members: [String: JSONValue],
        dataStart: Int,
        fileSize: Int,
        file: String
    ) throws(HuggingFaceError) {
        var entries: [String: Entry] = [:]
        var metadata: [String: String] = [:]
        entries.reserveCapacity(members.count)
        for (name, value) in members {
            if name == "__metadata__" {
                metadata = try Self.metadata(value, file: file)
            } else {
                entries[name] = try Self.entry(name, value, dataStart: dataStart, fileSize: fileSize, file: file)
            }
        }
        try Self.checkCoverage(entries.values, dataStart: dataStart, fileSize: fileSize, file: file)
        self.entries = entries
        self.metadata = metadata
    }

    private static func metadata(_ value: JSONValue, file: String) throws(HuggingFaceError) -> [String: String] {
        guard let members = value.object else {
            throw HuggingFaceError(.invalid, "\(file): __metadata__ is no JSON object")
        }
        var metadata: [String: String] = [:]
        for (key, value) in members {
            guard let text = value.string else {
                throw HuggingFaceError(.invalid, "\(file): __metadata__ '\(key)' is no string")
            }
            metadata[key] = text
        }
        return metadata
    }

    private static func entry(
        _ name: String,
        _ value: JSONValue,
        dataStart: Int,
        fileSize: Int,
        file: String
    ) throws(HuggingFaceError) -> Entry {
        func invalid(_ problem: String) -> HuggingFaceError {
            HuggingFaceError(.invalid, "\(file): tensor '\(name)': \(problem)")
        }
        guard let members = value.object else { throw invalid("its entry is no JSON object") }
        guard let code = members["dtype"]?.string else { throw invalid("dtype is missing") }
        guard let type = ElementType(safetensors: code) else {
            throw HuggingFaceError(
                .unsupported,
                "\(file): tensor '\(name)': dtype '\(code)' is not supported; convert the checkpoint to F32, F16 or BF16"
            )
        }
        guard let extents = members["shape"]?.array, extents.count <= maximumRank else {
            throw invalid("shape is missing or has more than \(maximumRank) dimensions")
        }
        var dimensions: [Int] = []
        for extent in extents {
            guard case .int(let dimension) = extent else {
                throw invalid("shape has something that is no whole number")
            }
            dimensions.append(dimension)
        }
        let shape: Shape
        do {
            shape = try Shape(dimensions)
        } catch {
            throw invalid(error.message)
        }
        guard let offsets = members["data_offsets"]?.array, offsets.count == 2,
            case .int(let begin) = offsets[0], case .int(let end) = offsets[1]
        else { throw invalid("data_offsets are not two whole numbers") }
        guard begin >= 0, begin <= end, end <= fileSize - dataStart else {
            throw invalid(
                "data_offsets [\(begin), \(end)] lie outside the \(fileSize - dataStart) bytes of data; "
                    + "the file is truncated, get it again"
            )
        }
        let (length, overflow) = shape.elementCount.multipliedReportingOverflow(by: type.byteWidth)
        guard !overflow, length == end - begin else {
            throw invalid("shape \(shape) of \(code) does not take the \(end - begin) bytes its data_offsets give")
        }
        return Entry(name: name, type: type, shape: shape, offset: dataStart + begin, length: length)
    }

    /// The format demands that the tensors, in order of their offsets, fill the rest of the file exactly.
    private static func checkCoverage(
        _ entries: some Collection<Entry>,
        dataStart: Int,
        fileSize: Int,
        file: String
    ) throws(HuggingFaceError) {
        var position = dataStart
        let sorted = entries.sorted { ($0.offset, $0.length, $0.name) < ($1.offset, $1.length, $1.name) }
        for entry in sorted {
            guard entry.offset == position else {
                let problem = entry.offset < position ? "overlaps the tensor before it" : "leaves a hole before it"
                throw HuggingFaceError(.invalid, "\(file): tensor '\(entry.name)' \(problem); the file is damaged")
            }
            position += entry.length
        }
        guard position == fileSize else {
            throw HuggingFaceError(
                .invalid,
                "\(file): \(fileSize - position) bytes after the last tensor belong to none; the file is damaged"
            )
        }
    }
}

extension ElementType {
    /// The spelling of `dtype` in a safetensors header; `nil` for types Roost has no tensors of.
    init?(safetensors code: String) {
        guard let type = Self.allCases.first(where: { $0.safetensors == code }) else { return nil }
        self = type
    }

    var safetensors: String {
        switch self {
        case .float64: "F64"
        case .float32: "F32"
        case .float16: "F16"
        case .bfloat16: "BF16"
        case .int64: "I64"
        case .int32: "I32"
        case .int16: "I16"
        case .int8: "I8"
        case .uint64: "U64"
        case .uint32: "U32"
        case .uint16: "U16"
        case .uint8: "U8"
        case .bool: "BOOL"
        }
    }
}
