import RoostEntities

extension JSONWriter {
    /// MLflow's `LoggedModel`.
    mutating func loggedModel(_ model: LoggedModel) {
        object { writer in
            writer.member("info") { writer in
                writer.member("model_id", model.id.text)
                writer.member("experiment_id", String(model.experimentNumber))
                writer.member("name", model.name)
                writer.member("creation_timestamp_ms", model.createdAt.milliseconds)
                writer.member("last_updated_timestamp_ms", model.updatedAt.milliseconds)
                writer.member("artifact_uri", model.artifactURI)
                writer.member("status", model.status.mlflow)
                writer.member("model_type", model.type)
                writer.member("source_run_id", model.sourceRun?.text)
                writer.member("status_message", model.statusMessage)
                writer.member("tags", pairs: model.tags)
            }
            writer.member("data") { writer in
                writer.member("params", pairs: model.parameters)
                writer.member("metrics", model.metrics) { $0.modelMetric($1, of: model.id) }
            }
        }
    }

    private mutating func modelMetric(_ metric: LoggedModelMetric, of model: LoggedModel.ID) {
        object { writer in
            writer.member("key", metric.point.key.text)
            writer.member("value", metric.point.value)
            writer.member("timestamp", metric.point.at.milliseconds)
            writer.member("step", metric.point.step)
            writer.member("dataset_name", metric.datasetName)
            writer.member("dataset_digest", metric.datasetDigest)
            writer.member("model_id", model.text)
            writer.member("run_id", metric.run.text)
        }
    }
}

extension LoggedModel {
    /// Where its artifacts are.
    var artifactURI: String {
        guard let location = artifactLocation else {
            return "\(ArtifactRoot.text)\(experimentNumber)/models/\(id.text)/artifacts"
        }
        let folder = location.hasSuffix("/") ? location.dropLast() : location[...]
        return "\(folder)/models/\(id.text)/artifacts"
    }
}

extension LoggedModel.Status {
    /// MLflow's word.
    var mlflow: String {
        switch self {
        case .pending: "LOGGED_MODEL_PENDING"
        case .ready: "LOGGED_MODEL_READY"
        case .failed: "LOGGED_MODEL_UPLOAD_FAILED"
        }
    }

    /// That which MLflow calls `word`, at length, in short or by its number.
    init?(mlflow word: String) {
        switch word {
        case "LOGGED_MODEL_PENDING", "PENDING", "1": self = .pending
        case "LOGGED_MODEL_READY", "READY", "2": self = .ready
        case "LOGGED_MODEL_UPLOAD_FAILED", "FAILED", "3": self = .failed
        default: return nil
        }
    }
}
