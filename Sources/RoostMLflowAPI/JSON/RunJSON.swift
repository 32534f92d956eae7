import RoostEntities

extension JSONWriter {
    /// MLflow's `Run`.
    mutating func run(_ tracked: TrackedRun) {
        object { writer in
            writer.key("info")
            writer.runInfo(tracked)
            writer.member("data") { writer in
                writer.member("metrics", tracked.run.metrics.sorted { $0.key < $1.key }) { writer, metric in
                    writer.metric(metric.key, metric.value.last, metric.value.at, metric.value.step)
                }
                writer.member("params", pairs: tracked.run.parameters)
                writer.member("tags", pairs: tracked.tags)
            }
            writer.member("inputs") { writer in
                writer.member("dataset_inputs", tracked.datasets) { $0.datasetInput($1) }
                writer.member("model_inputs", tracked.modelInputs) { writer, model in
                    writer.object { $0.member("model_id", model.text) }
                }
            }
            writer.member("outputs") { writer in
                writer.member("model_outputs", tracked.modelOutputs) { writer, output in
                    writer.object { writer in
                        writer.member("model_id", output.model.text)
                        writer.member("step", output.step)
                    }
                }
            }
        }
    }

    /// MLflow's `RunInfo`.
    mutating func runInfo(_ tracked: TrackedRun) {
        let run = tracked.run
        object { writer in
            writer.member("run_id", tracked.trackedID.text)
            writer.member("run_uuid", tracked.trackedID.text)
            writer.member("run_name", run.name)
            writer.member("experiment_id", String(tracked.experimentNumber))
            writer.member("user_id", tracked.user ?? run.createdBy)
            writer.member("status", run.status.rawValue.uppercased())
            writer.member("start_time", run.startedAt.milliseconds)
            writer.member("end_time", run.endedAt?.milliseconds)
            writer.member("artifact_uri", tracked.artifactURI)
            writer.member("lifecycle_stage", tracked.isDeleted ? "deleted" : "active")
        }
    }

    /// MLflow's `Metric`; a number without end is the greatest there is, as MLflow keeps it.
    mutating func metric(_ key: String, _ value: Double, _ at: Timestamp, _ step: Int64, of run: String? = nil) {
        object { writer in
            writer.key("key")
            writer.string(key)
            writer.member("value", value)
            writer.member("timestamp", at.milliseconds)
            writer.member("step", step)
            writer.member("run_id", run)
        }
    }

    private mutating func datasetInput(_ dataset: TrackedDataset) {
        object { writer in
            var tags = dataset.tags
            if !dataset.context.isEmpty { tags[TrackedDataset.contextTag] = dataset.context }
            writer.member("tags", pairs: tags)
            writer.member("dataset") { writer in
                writer.member("name", dataset.name)
                writer.member("digest", dataset.digest)
                writer.member("source_type", dataset.sourceType)
                writer.member("source", dataset.source)
                writer.member("schema", dataset.schema)
                writer.member("profile", dataset.profile)
            }
        }
    }
}

extension TrackedRun {
    /// Where its artifacts are.
    var artifactURI: String {
        guard let location = artifactLocation else {
            return "\(ArtifactRoot.text)\(experimentNumber)/\(trackedID.text)/artifacts"
        }
        let folder = location.hasSuffix("/") ? location.dropLast() : location[...]
        return "\(folder)/\(trackedID.text)/artifacts"
    }

    /// Its tags with those that are properties here.
    fileprivate var tags: [String: String] {
        var tags = run.tags.values
        tags[RunTag.nameKey] = run.name
        if !run.note.isEmpty { tags[RunTag.noteKey] = run.note }
        if let parent = run.parentID, tags[RunTag.parentKey] == nil { tags[RunTag.parentKey] = parent.description }
        return tags
    }
}

extension TrackedDataset {
    /// The tag that says what the data was read for.
    static let contextTag = "mlflow.data.context"
}
