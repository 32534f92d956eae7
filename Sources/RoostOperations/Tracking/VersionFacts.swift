import RoostEntities

/// What is known of the model in a version.
package struct VersionFacts: Sendable, Equatable {
    /// Such as `image-classification`; `nil` when unknown.
    package var task: String?
    /// The architecture or format, such as `vit` or `onnx`; `nil` when unknown.
    package var type: String?
    /// Names of the classes, by index.
    package var labels: [String]
    /// A JSON object.
    package var configuration: JSONValue

    package init(
        task: String? = nil,
        type: String? = nil,
        labels: [String] = [],
        configuration: JSONValue = .object([:])
    ) {
        self.task = task
        self.type = type
        self.labels = labels
        self.configuration = configuration
    }
}
