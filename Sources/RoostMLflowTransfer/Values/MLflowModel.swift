/// A logged model of an MLflow server, but for its files.
package struct MLflowModel: Sendable, Equatable {
    package var id: String
    package var experiment: String
    package var name: String
    package var type: String?
    /// The run that made it.
    package var run: String?
    /// Such as `LOGGED_MODEL_READY`.
    package var status: String
    /// In milliseconds since 1970.
    package var createdAt: Int64?
    package var artifactURI: String
    package var parameters: [MLflowEntry]
    package var tags: [MLflowEntry]
    package var metrics: [MLflowPoint]

    static let pending = "LOGGED_MODEL_PENDING"
}

extension MLflowModel: Decodable {
    private enum CodingKeys: String, CodingKey {
        case info, data
    }

    private enum InfoKeys: String, CodingKey {
        case id = "model_id"
        case experiment = "experiment_id"
        case name
        case type = "model_type"
        case run = "source_run_id"
        case status
        case createdAt = "creation_timestamp_ms"
        case artifactURI = "artifact_uri"
        case tags
    }

    private enum DataKeys: String, CodingKey {
        case params, metrics
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let info = try container.nestedContainer(keyedBy: InfoKeys.self, forKey: .info)
        id = try info.decode(String.self, forKey: .id)
        experiment = try info.decode(String.self, forKey: .experiment)
        name = try info.decodeIfPresent(String.self, forKey: .name) ?? ""
        type = try info.decodeIfPresent(String.self, forKey: .type).flatMap { $0.isEmpty ? nil : $0 }
        run = try info.decodeIfPresent(String.self, forKey: .run).flatMap { $0.isEmpty ? nil : $0 }
        status = try info.decodeIfPresent(String.self, forKey: .status) ?? Self.pending
        createdAt = try info.decodeIfPresent(WireInteger.self, forKey: .createdAt)?.value
        artifactURI = try info.decodeIfPresent(String.self, forKey: .artifactURI) ?? ""
        tags = try info.decodeIfPresent([MLflowEntry].self, forKey: .tags) ?? []
        let data = try? container.nestedContainer(keyedBy: DataKeys.self, forKey: .data)
        parameters = try data?.decodeIfPresent([MLflowEntry].self, forKey: .params) ?? []
        metrics = try data?.decodeIfPresent([MLflowPoint].self, forKey: .metrics) ?? []
    }
}
