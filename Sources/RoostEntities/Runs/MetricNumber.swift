/// A number as metrics have them: JSON has no word for those that are not finite, so these are strings.
package struct MetricNumber: Sendable, Hashable, Codable {
    package let value: Double

    package init(_ value: Double) {
        self.value = value
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Double.self) {
            self.value = value
            return
        }
        switch try? container.decode(String.self) {
        case "NaN": value = .nan
        case "Infinity": value = .infinity
        case "-Infinity": value = -.infinity
        default:
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a metric's value is a number, or \"NaN\", \"Infinity\" or \"-Infinity\""
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard !value.isFinite else { return try container.encode(value) }
        try container.encode(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
    }
}
