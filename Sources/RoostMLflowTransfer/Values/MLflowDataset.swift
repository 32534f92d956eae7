import RoostEntities

/// Data that a run read, with what it was read for among the tags.
package struct MLflowDataset: Sendable, Equatable {
    package var name: String
    package var digest: String
    package var sourceType: String
    package var source: String
    package var schema: String?
    package var profile: String?
    package var tags: [MLflowEntry]

    /// As requests have it.
    var json: JSONValue {
        var dataset: [String: JSONValue] = [
            "name": .string(name), "digest": .string(digest), "source_type": .string(sourceType),
            "source": .string(source),
        ]
        if let schema { dataset["schema"] = .string(schema) }
        if let profile { dataset["profile"] = .string(profile) }
        return ["dataset": .object(dataset), "tags": .array(tags.map(\.json))]
    }
}

extension MLflowDataset: Decodable {
    private enum CodingKeys: String, CodingKey {
        case dataset, tags
    }

    private enum MemberKeys: String, CodingKey {
        case name, digest, source, schema, profile
        case sourceType = "source_type"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let dataset = try container.nestedContainer(keyedBy: MemberKeys.self, forKey: .dataset)
        name = try dataset.decode(String.self, forKey: .name)
        digest = try dataset.decode(String.self, forKey: .digest)
        sourceType = try dataset.decodeIfPresent(String.self, forKey: .sourceType) ?? ""
        source = try dataset.decodeIfPresent(String.self, forKey: .source) ?? ""
        schema = try dataset.decodeIfPresent(String.self, forKey: .schema)
        profile = try dataset.decodeIfPresent(String.self, forKey: .profile)
        tags = try container.decodeIfPresent([MLflowEntry].self, forKey: .tags) ?? []
    }
}
