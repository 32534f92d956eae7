/// A number as protobuf's JSON may spell it: plain, in quotes, or one of `NaN`, `Infinity` and `-Infinity`.
struct WireNumber: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            value = number
            return
        }
        guard let number = Double(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is no number")
        }
        value = number
    }
}
