/// What people attach to an entity: short keys, free values.
///
/// A key has 1 to 250 bytes and no control character, a value 100,000 characters (Unicode scalars) at most, an entity 200
/// tags and 8,000,000 bytes of them at most.
public struct Tags: Hashable, Sendable {
    public private(set) var values: [String: String]

    public static var none: Tags { Tags() }

    private init() { values = [:] }

    public init(_ values: [String: String]) throws(RoostError) {
        guard values.count <= 200 else {
            throw RoostError(.tooLarge, "an entity has 200 tags at most, not \(values.count)")
        }
        var bytes = 0
        for (key, value) in values {
            try Self.check(key, value)
            bytes += value.utf8.count
        }
        guard bytes <= 8_000_000 else {
            throw RoostError(.tooLarge, "the tags have \(bytes) bytes, 8000000 are allowed; store some as artifacts")
        }
        self.values = values
    }

    /// These tags with `changes` on top; a change to `nil` removes the key.
    public func applying(_ changes: [String: String?]) throws(RoostError) -> Tags {
        var merged = values
        for (key, value) in changes {
            merged[key] = value
        }
        return try Tags(merged)
    }

    private static func check(_ key: String, _ value: String) throws(RoostError) {
        guard (1...250).contains(key.utf8.count),
            key.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(key)) is no tag key: it has 1 to 250 bytes and no control character"
            )
        }
        guard value.utf8.count <= 100_000 || value.unicodeScalars.count <= 100_000 else {
            throw RoostError(
                .tooLarge,
                "the value of tag \(quoted(key)) has more than 100000 characters; store it as an artifact"
            )
        }
    }
}

extension Tags: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([String: String].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
