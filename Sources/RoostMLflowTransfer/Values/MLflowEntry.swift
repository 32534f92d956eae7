import RoostEntities

/// A name with a value: a tag or a parameter.
package struct MLflowEntry: Sendable, Hashable, Codable {
    package var key: String
    package var value: String

    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        key = try container.decode(String.self, forKey: .key)
        value = try container.decodeIfPresent(String.self, forKey: .value) ?? ""
    }

    /// As requests have it.
    var json: JSONValue { ["key": .string(key), "value": .string(value)] }
}

extension [MLflowEntry] {
    package subscript(key: String) -> String? { first { $0.key == key }?.value }
}
