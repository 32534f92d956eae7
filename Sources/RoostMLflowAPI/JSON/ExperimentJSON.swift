import RoostEntities

extension JSONWriter {
    /// MLflow's `Experiment`.
    mutating func experiment(_ tracked: TrackedExperiment) {
        let experiment = tracked.experiment
        object { writer in
            writer.member("experiment_id", String(tracked.number))
            writer.member("name", experiment.name.text)
            writer.member("artifact_location", tracked.artifactLocation ?? "\(ArtifactRoot.text)\(tracked.number)")
            writer.member("lifecycle_stage", experiment.deletedAt == nil ? "active" : "deleted")
            writer.member("last_update_time", experiment.updatedAt.milliseconds)
            writer.member("creation_time", experiment.createdAt.milliseconds)
            var tags = experiment.tags.values
            if !experiment.description.isEmpty { tags[RunTag.noteKey] = experiment.description }
            writer.member("tags", pairs: tags)
        }
    }
}

/// Where artifacts are that have no place of their own: behind the server's artifact proxy.
enum ArtifactRoot {
    static let text = "mlflow-artifacts:/"
}
