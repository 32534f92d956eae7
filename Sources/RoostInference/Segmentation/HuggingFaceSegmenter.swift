import Foundation
import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostThreads

/// Finds which pixels are what with a Hugging Face checkpoint: SegFormer, Mask2Former or DETR with its panoptic head.
///
/// Raw outputs become masks on threads of their own, one image each, while the model runs the next batch.
package struct HuggingFaceSegmenter: ModelAdapter {
    package static let name = HuggingFaceAdapter.name
    package static let role = "segmenter"

    package let model: DenseSession
    package let batchSize: Int
    private let threads = BlockingThreads(
        label: "roost.segments",
        count: ProcessInfo.processInfo.activeProcessorCount
    )

    package init(model: DenseSession, batchSize: Int) {
        self.model = model
        self.batchSize = batchSize
    }

    package var tasks: [ModelTask] { model.outputs.tasks }
    package var labels: [String] { model.labels }
    package var warnings: [String] { model.warnings }

    package static func load(_ folder: URL, on engine: NativeEngine) async throws -> HuggingFaceSegmenter {
        let batchSize = engine.batchSize ?? DenseSession.batchSize
        return HuggingFaceSegmenter(model: try await DenseSession.load(folder, on: engine), batchSize: batchSize)
    }

    package func prepare(_ content: ItemContent) throws -> PreparedImage {
        try model.prepare(content)
    }

    package func group(of prepared: PreparedImage) -> RoostImaging.ImageSize {
        model.inputSize(of: prepared)
    }

    /// A mask for each segment found, or polygons with ``AnswerOptions/outlines``; ``PredictOptions/top`` does not limit
    /// them.
    ///
    /// Semantic segmentation gives one for each label that occurs, without a score. Instances are whole and may overlap;
    /// panoptic segments never do. Both come the surest first.
    package func predict(_ batch: [PreparedImage], options: PredictOptions) async throws -> [Prediction] {
        let task = try task(for: options.answers)
        guard task != .objectDetection else { return try await boxes(batch, options) }
        let reading = SegmentReading(
            outputs: model.outputs,
            labels: labels,
            task: task,
            options: options.answers
        )
        let answers = try await model.run(batch, outputs: reading.names)
        return try await withThrowingTaskGroup(of: (Int, Prediction).self) { group in
            for (index, answer) in answers.enumerated() {
                group.addTask { [threads] in
                    (index, try await threads.run { try reading.prediction(from: answer) })
                }
            }
            var predictions: [Int: Prediction] = [:]
            for try await (index, prediction) in group { predictions[index] = prediction }
            return answers.indices.compactMap { predictions[$0] }
        }
    }

    private func boxes(_ batch: [PreparedImage], _ options: PredictOptions) async throws -> [Prediction] {
        let boxes = DetectedBoxes(
            labels: labels,
            threshold: options.answers.threshold ?? DetectedBoxes.defaultThreshold
        )
        return try await model.run(batch, outputs: ["logits", "pred_boxes"]).map { try boxes.prediction(from: $0) }
    }
}
