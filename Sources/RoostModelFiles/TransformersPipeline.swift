import RoostEntities

/// How the pipeline of `transformers` is made that runs a checkpoint for images.
package struct TransformersPipeline: Hashable, Sendable {
    /// What MLflow calls the part that prepares images, and the folder in `components` where its client looks for it.
    package static let component = "image_processor"

    /// As `transformers.pipeline` calls it, such as `image-segmentation`.
    package let task: String
    /// The class that opens whatever checkpoint can do this; it runs no code that came with the checkpoint.
    package let modelClass: String
    /// The pipeline's own class.
    let pipelineClass: String

    /// Whether MLflow calls such a pipeline as a function too.
    var isFunction: Bool { task == "image-classification" }

    /// What opens the checkpoint of a `config.json`; `nil` for architectures that are not for images alone.
    ///
    /// - Parameter configuration: The members of the file.
    package init?(configuration: [String: JSONValue]) {
        // The second asks for a text beside the image without saying so.
        guard configuration["text_config"] == nil, configuration["model_type"] != "oneformer",
            case .array(let architectures)? = configuration["architectures"],
            case .string(let architecture)? = architectures.first,
            let known = Self.table.first(where: { architecture.hasSuffix($0.suffix) })
        else { return nil }
        task = known.task
        modelClass = "AutoModel\(known.suffix == "ForSegmentation" ? "ForImageSegmentation" : known.suffix)"
        pipelineClass = known.pipeline
    }

    private static let table: [(suffix: String, task: String, pipeline: String)] = [
        ("ForImageClassification", "image-classification", "ImageClassificationPipeline"),
        ("ForObjectDetection", "object-detection", "ObjectDetectionPipeline"),
        ("ForSemanticSegmentation", "image-segmentation", "ImageSegmentationPipeline"),
        ("ForInstanceSegmentation", "image-segmentation", "ImageSegmentationPipeline"),
        ("ForUniversalSegmentation", "image-segmentation", "ImageSegmentationPipeline"),
        // DETR's alone.
        ("ForSegmentation", "image-segmentation", "ImageSegmentationPipeline"),
    ]
}
