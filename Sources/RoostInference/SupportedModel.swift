import RoostEntities
import RoostHuggingFace

/// A kind of model that Roost runs natively.
package struct SupportedModel: Codable, Hashable, Sendable {
    /// The `model_type` of a checkpoint's config.json, or `onnx`.
    package let architecture: String
    /// The `transformers` class whose answers it equals.
    package let className: String?
    /// The first is done unless another is asked for.
    package let tasks: [ModelTask]
    /// The files a version must have.
    package let files: [String]
    /// The image processor that counts where the files name none.
    package let processor: String?
    /// What else is to be known.
    package let notes: String

    /// All there are, classifiers first.
    ///
    /// - Parameter task: only those that can do that; `nil` for all.
    /// - Returns: one for each class of `transformers`, and one for plain ONNX models.
    package static func all(for task: ModelTask? = nil) -> [SupportedModel] {
        let known = ModelType.allCases.flatMap(HuggingFaceLoader.availableModels).map(SupportedModel.init) + [onnx]
        return known.filter { task.map($0.tasks.contains) ?? true }
    }

    private init(_ model: AvailableModel) {
        architecture = model.modelType
        className = model.className
        tasks = model.outputs?.tasks ?? [.imageClassification]
        files = model.requiredFiles
        processor = model.processor
        notes = model.outputs == nil ? "can be trained here" : "takes images of any size"
    }

    private static let onnx = SupportedModel(
        architecture: ONNXAdapter.name,
        className: nil,
        tasks: ModelTask.allCases,
        files: ["a .onnx file", "roost.json or preprocessor_config.json, unless its metadata says it"],
        processor: nil,
        notes: "as it is declared; what 'roost export' wrote declares itself"
    )

    private init(
        architecture: String,
        className: String?,
        tasks: [ModelTask],
        files: [String],
        processor: String?,
        notes: String
    ) {
        self.architecture = architecture
        self.className = className
        self.tasks = tasks
        self.files = files
        self.processor = processor
        self.notes = notes
    }
}
