import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging

/// Finds objects in images with a Hugging Face checkpoint: DETR or the Table Transformer.
package struct HuggingFaceDetector: ModelAdapter {
    package static let name = HuggingFaceAdapter.name
    package static let role = "detector"

    package let model: DenseSession
    package let batchSize: Int

    package var tasks: [ModelTask] { [.objectDetection] }
    package var labels: [String] { model.labels }
    package var warnings: [String] { model.warnings }

    package static func load(_ folder: URL, on engine: NativeEngine) async throws -> HuggingFaceDetector {
        HuggingFaceDetector(
            model: try await DenseSession.load(folder, on: engine),
            batchSize: engine.batchSize ?? DenseSession.batchSize
        )
    }

    package func prepare(_ content: ItemContent) throws -> PreparedImage {
        try model.prepare(content)
    }

    package func group(of prepared: PreparedImage) -> ImageSize {
        model.inputSize(of: prepared)
    }

    /// A box for each object found, the surest first; ``PredictOptions/top`` does not limit them.
    package func predict(_ batch: [PreparedImage], options: PredictOptions) async throws -> [Prediction] {
        _ = try task(for: options.answers)
        let boxes = DetectedBoxes(
            labels: labels,
            threshold: options.answers.threshold ?? DetectedBoxes.defaultThreshold
        )
        return try await model.run(batch, outputs: ["logits", "pred_boxes"]).map { try boxes.prediction(from: $0) }
    }
}
