/// A JSON object from a checkpoint folder, read field by field with errors that name file and field.
struct JSONFile: Sendable {
    /// Configurations are small; a larger one is refused before it is parsed.
    static let maximumSize = 64 << 20

    let name: String
    let members: [String: JSONValue]

    init(name: String, members: [String: JSONValue]) {
        self.name = name
        self.members = members
    }

    init(path: String, name: String) throws(HuggingFaceError) {
        let file = try MappedFile(path: path, name: name)
        defer { withExtendedLifetime(file) {} }
        guard file.bytes.count <= Self.maximumSize else {
            throw HuggingFaceError(.invalid, "\(name): has \(file.bytes.count) bytes; \(Self.maximumSize) are allowed")
        }
        try self.init(file.bytes, name: name)
    }

    init(_ bytes: UnsafeRawBufferPointer, name: String) throws(HuggingFaceError) {
        guard let members = try JSONParser.parse(bytes, file: name).object else {
            throw HuggingFaceError(.invalid, "\(name): is no JSON object")
        }
        self.init(name: name, members: members)
    }

    /// The value of `key`; a missing key and `null` are the same, as they are to `transformers`.
    subscript(key: String) -> JSONValue? {
        guard let value = members[key], value != .null else { return nil }
        return value
    }

    func string(_ key: String) throws(HuggingFaceError) -> String? {
        try read(key, "a string") { $0.string }
    }

    func bool(_ key: String) throws(HuggingFaceError) -> Bool? {
        try read(key, "true or false") { $0.bool }
    }

    func double(_ key: String) throws(HuggingFaceError) -> Double? {
        try read(key, "a number") { $0.double }
    }

    /// A whole number within `range`.
    func int(_ key: String, in range: ClosedRange<Int>) throws(HuggingFaceError) -> Int? {
        try read(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
            value.int.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A list of whole numbers within `range`.
    func ints(_ key: String, in range: ClosedRange<Int>) throws(HuggingFaceError) -> [Int]? {
        try read(key, "a list of whole numbers from \(range.lowerBound) to \(range.upperBound)") { value in
            guard let elements = value.array else { return nil }
            let numbers = elements.compactMap(\.int)
            return numbers.count == elements.count && numbers.allSatisfy(range.contains) ? numbers : nil
        }
    }

    /// A side or `[height, width]`, each within `range`.
    func size(_ key: String, in range: ClosedRange<Int>) throws(HuggingFaceError) -> ImageSize? {
        if self[key]?.array != nil {
            guard let sides = try ints(key, in: range), sides.count == 2 else {
                throw wrong(key, "a side or [height, width]")
            }
            return ImageSize(height: sides[0], width: sides[1])
        }
        return try int(key, in: range).map { ImageSize($0) }
    }

    func wrong(_ key: String, _ expected: String) -> HuggingFaceError {
        HuggingFaceError(.invalid, "\(name): '\(key)' must be \(expected)")
    }

    private func read<T>(
        _ key: String,
        _ expected: String,
        _ convert: (JSONValue) -> T?
    ) throws(HuggingFaceError) -> T? {
        guard let value = self[key] else { return nil }
        guard let result = convert(value) else { throw wrong(key, expected) }
        return result
    }
}
