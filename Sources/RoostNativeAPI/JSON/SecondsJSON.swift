/// A span of time that a person would ask for.
struct SecondsJSON: Decodable {
    /// A hundred years.
    static let limit = 3_155_760_000.0

    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = try container.decode(Double.self)
        guard (0...Self.limit).contains(value) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "it takes 0 to \(Int64(Self.limit)) seconds"
            )
        }
    }
}
