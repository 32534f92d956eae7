import RoostEntities

/// What an export wrote.
package struct ExportedModel: Codable, Hashable, Sendable {
    /// Where the `.onnx` file is.
    package var file: String
    /// In bytes.
    package var size: Int
    /// Where its weights are, when they would not fit into it.
    package var data: String?
    /// In bytes.
    package var dataSize: Int?
    package var task: ModelTask?
    /// The `model_type` of the checkpoint, or `onnx`.
    package var architecture: String
    package var labels: [String]
    /// Name, type and extents of each, such as `pixel_values: float32[batch, 3, height, width]`.
    package var inputs: [String]
    package var outputs: [String]
    /// What the user should know, in whole sentences.
    package var warnings: [String]
}
