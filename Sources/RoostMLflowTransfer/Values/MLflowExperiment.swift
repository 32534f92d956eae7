/// An experiment of an MLflow server.
package struct MLflowExperiment: Sendable, Equatable {
    package var id: String
    package var name: String
    package var isDeleted: Bool
    /// In milliseconds since 1970.
    package var createdAt: Int64?
    package var tags: [MLflowEntry]
}

extension MLflowExperiment: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "experiment_id"
        case name
        case stage = "lifecycle_stage"
        case createdAt = "creation_time"
        case tags
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        name = try container.decode(String.self, forKey: .name)
        isDeleted = try container.decodeIfPresent(String.self, forKey: .stage) == "deleted"
        createdAt = try container.decodeIfPresent(WireInteger.self, forKey: .createdAt)?.value
        tags = try container.decodeIfPresent([MLflowEntry].self, forKey: .tags) ?? []
    }
}
