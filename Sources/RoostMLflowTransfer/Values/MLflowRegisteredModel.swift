/// A registered model of an MLflow server, but for its versions.
package struct MLflowRegisteredModel: Sendable, Equatable {
    package var name: String
    package var text: String
    /// In milliseconds since 1970.
    package var createdAt: Int64?
    package var updatedAt: Int64?
    package var tags: [MLflowEntry]
    package var aliases: [Alias]

    package struct Alias: Sendable, Equatable, Decodable {
        package var alias: String
        package var version: String
    }
}

extension MLflowRegisteredModel: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, tags, aliases
        case text = "description"
        case createdAt = "creation_timestamp"
        case updatedAt = "last_updated_timestamp"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        text = try container.decodeIfPresent(String.self, forKey: .text) ?? ""
        createdAt = try container.decodeIfPresent(WireInteger.self, forKey: .createdAt)?.value
        updatedAt = try container.decodeIfPresent(WireInteger.self, forKey: .updatedAt)?.value
        tags = try container.decodeIfPresent([MLflowEntry].self, forKey: .tags) ?? []
        aliases = try container.decodeIfPresent([Alias].self, forKey: .aliases) ?? []
    }
}
