/// What a worker has trained: the content of a version and what it should be remembered with.
package struct TrainingResult: Sendable, Codable {
    /// Content that was uploaded before.
    package var artifacts: [Artifact.Draft]
    /// Names of the classes, by index.
    package var labels: [String]
    package var task: String?
    package var type: String?
    /// Of the version.
    package var configuration: JSONValue
    /// With every default filled in.
    package var settings: JSONValue
    /// The code that trained it.
    package var adapter: String
    package var environment: TrainingRecord.Environment
    /// Measured at the end of the training, by name.
    package var metrics: [String: Double]

    package init(
        artifacts: [Artifact.Draft],
        labels: [String],
        task: String?,
        type: String?,
        configuration: JSONValue,
        settings: JSONValue,
        adapter: String,
        environment: TrainingRecord.Environment,
        metrics: [String: Double]
    ) {
        self.artifacts = artifacts
        self.labels = labels
        self.task = task
        self.type = type
        self.configuration = configuration
        self.settings = settings
        self.adapter = adapter
        self.environment = environment
        self.metrics = metrics
    }
}
