/// A version of a registered model of an MLflow server.
package struct MLflowVersion: Sendable, Equatable {
    package var number: Int64
    /// Where its files are, as whoever registered it said.
    package var source: String
    package var run: String?
    package var runLink: String?
    /// The logged model it came from.
    package var model: String?
    package var text: String
    package var user: String?
    /// Such as `Production`; `None` of one that is in none.
    package var stage: String
    /// Such as `READY`.
    package var status: String
    /// In milliseconds since 1970.
    package var createdAt: Int64?
    package var updatedAt: Int64?
    package var tags: [MLflowEntry]
}

extension MLflowVersion: Decodable {
    private enum CodingKeys: String, CodingKey {
        case version, source, status, tags
        case run = "run_id"
        case runLink = "run_link"
        case model = "model_id"
        case text = "description"
        case user = "user_id"
        case stage = "current_stage"
        case createdAt = "creation_timestamp"
        case updatedAt = "last_updated_timestamp"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(WireInteger.self, forKey: .version).value
        source = try container.decodeIfPresent(String.self, forKey: .source) ?? ""
        run = try container.decodeIfPresent(String.self, forKey: .run).flatMap { $0.isEmpty ? nil : $0 }
        runLink = try container.decodeIfPresent(String.self, forKey: .runLink).flatMap { $0.isEmpty ? nil : $0 }
        model = try container.decodeIfPresent(String.self, forKey: .model).flatMap { $0.isEmpty ? nil : $0 }
        text = try container.decodeIfPresent(String.self, forKey: .text) ?? ""
        user = try container.decodeIfPresent(String.self, forKey: .user).flatMap { $0.isEmpty ? nil : $0 }
        stage = try container.decodeIfPresent(String.self, forKey: .stage) ?? "None"
        status = try container.decodeIfPresent(String.self, forKey: .status) ?? "READY"
        createdAt = try container.decodeIfPresent(WireInteger.self, forKey: .createdAt)?.value
        updatedAt = try container.decodeIfPresent(WireInteger.self, forKey: .updatedAt)?.value
        tags = try container.decodeIfPresent([MLflowEntry].self, forKey: .tags) ?? []
    }
}
