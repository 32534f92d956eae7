/// A run of an MLflow server, but for its metrics' histories and its files.
package struct MLflowRun: Sendable, Equatable {
    package var id: String
    package var experiment: String
    package var name: String?
    package var user: String?
    /// Such as `FINISHED`.
    package var status: String
    /// In milliseconds since 1970.
    package var startedAt: Int64?
    package var endedAt: Int64?
    package var isDeleted: Bool
    package var artifactURI: String
    package var parameters: [MLflowEntry]
    package var tags: [MLflowEntry]
    /// The names of its metrics.
    package var metrics: [String]
    package var datasets: [MLflowDataset]
    /// Identifiers of logged models.
    package var modelInputs: [String]
    package var modelOutputs: [Output]

    /// A logged model that came out of it.
    package struct Output: Sendable, Equatable {
        package var model: String
        package var step: Int64
    }

    /// The run it is a part of.
    package var parent: String? { tags[Self.parentTag] }

    static let parentTag = "mlflow.parentRunId"
    static let nameTag = "mlflow.runName"
}

extension MLflowRun: Decodable {
    private enum CodingKeys: String, CodingKey {
        case info, data, inputs, outputs
    }

    private enum InfoKeys: String, CodingKey {
        case id = "run_id"
        case experiment = "experiment_id"
        case name = "run_name"
        case user = "user_id"
        case status
        case startedAt = "start_time"
        case endedAt = "end_time"
        case stage = "lifecycle_stage"
        case artifactURI = "artifact_uri"
    }

    private enum DataKeys: String, CodingKey {
        case metrics, params, tags
    }

    private enum ModelKeys: String, CodingKey {
        case datasets = "dataset_inputs"
        case inputs = "model_inputs"
        case outputs = "model_outputs"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let info = try container.nestedContainer(keyedBy: InfoKeys.self, forKey: .info)
        id = try info.decode(String.self, forKey: .id)
        experiment = try info.decode(String.self, forKey: .experiment)
        name = try info.decodeIfPresent(String.self, forKey: .name)
        user = try info.decodeIfPresent(String.self, forKey: .user)
        status = try info.decodeIfPresent(String.self, forKey: .status) ?? "RUNNING"
        startedAt = try info.decodeIfPresent(WireInteger.self, forKey: .startedAt)?.value
        endedAt = try info.decodeIfPresent(WireInteger.self, forKey: .endedAt)?.value
        isDeleted = try info.decodeIfPresent(String.self, forKey: .stage) == "deleted"
        artifactURI = try info.decodeIfPresent(String.self, forKey: .artifactURI) ?? ""
        let data = try? container.nestedContainer(keyedBy: DataKeys.self, forKey: .data)
        parameters = try data?.decodeIfPresent([MLflowEntry].self, forKey: .params) ?? []
        tags = try data?.decodeIfPresent([MLflowEntry].self, forKey: .tags) ?? []
        metrics = try data?.decodeIfPresent([MLflowPoint].self, forKey: .metrics)?.map(\.key) ?? []
        let inputs = try? container.nestedContainer(keyedBy: ModelKeys.self, forKey: .inputs)
        datasets = try inputs?.decodeIfPresent([MLflowDataset].self, forKey: .datasets) ?? []
        modelInputs = try inputs?.decodeIfPresent([Link].self, forKey: .inputs)?.map(\.model) ?? []
        let outputs = try? container.nestedContainer(keyedBy: ModelKeys.self, forKey: .outputs)
        modelOutputs =
            try outputs?.decodeIfPresent([Link].self, forKey: .outputs)?
            .map { Output(model: $0.model, step: $0.step?.value ?? 0) } ?? []
    }

    private struct Link: Decodable {
        let model: String
        let step: WireInteger?

        enum CodingKeys: String, CodingKey {
            case model = "model_id"
            case step
        }
    }
}
