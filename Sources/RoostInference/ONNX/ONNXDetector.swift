import Foundation
import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostONNXRuntime
import RoostThreads

/// Finds objects or segments with a plain `.onnx` file whose outputs are declared: see ``ONNXDeclaration/Outputs``.
package struct ONNXDetector: ModelAdapter {
    package static let name = ONNXAdapter.name
    package static let role = "detector or segmenter"

    package let tasks: [ModelTask]
    private let segmenter: HuggingFaceSegmenter

    package var labels: [String] { segmenter.labels }
    package var warnings: [String] { segmenter.warnings }
    package var batchSize: Int { segmenter.batchSize }

    package static func load(_ folder: URL, on engine: NativeEngine) async throws -> ONNXDetector {
        let threads = BlockingThreads(label: "roost.look", count: 1)
        let (files, declaration) = try await threads.run {
            let files = try ONNXFolder(folder)
            return (files, try ONNXAdapter.declaration(in: files))
        }
        let session = try await engine.runtime.session(file: files.model, options: engine.options)
        let parts = try ONNXParts(session, declaration)
        let channels = try ONNXClassifier.channels(of: parts.image)
        let processor = declaration.image == nil ? try files.processor(mayPad: true) : nil
        let model = DenseSession(
            session,
            parts: parts,
            labels: try files.labels(declaration, count: parts.labelCount),
            preprocessing: try processor.map { try ImagePreprocessing($0, channels: channels) }
                ?? files.preprocessing(declaration, channels: channels),
            padding: try processor?.paddedSize ?? declaration.paddedSize
        )
        let batchSize = try ONNXClassifier.batchSize(of: parts.image, wanted: engine.batchSize ?? 1)
        return try ONNXDetector(HuggingFaceSegmenter(model: model, batchSize: batchSize), declared: declaration.task)
    }

    private init(_ segmenter: HuggingFaceSegmenter, declared: ModelTask?) throws(RoostError) {
        self.segmenter = segmenter
        let first = declared ?? segmenter.tasks.first ?? .objectDetection
        guard segmenter.tasks.contains(first) else {
            let known = segmenter.tasks.map(\.rawValue).joined(separator: ", ")
            throw RoostError(
                .corrupted,
                "\(ONNXDeclaration.fileName): 'task' is \(first.rawValue), but from such 'outputs' come \(known)"
            )
        }
        tasks = [first] + segmenter.tasks.filter { $0 != first }
    }

    package func prepare(_ content: ItemContent) throws -> PreparedImage {
        try segmenter.prepare(content)
    }

    package func group(of prepared: PreparedImage) -> RoostImaging.ImageSize {
        segmenter.group(of: prepared)
    }

    package func predict(_ batch: [PreparedImage], options: PredictOptions) async throws -> [Prediction] {
        var options = options
        options.answers.task = try task(for: options.answers)
        return try await segmenter.predict(batch, options: options)
    }
}

extension ONNXDeclaration {
    /// What every image is padded to; `nil` when nothing is, or that depends on the images.
    var paddedSize: RoostImaging.ImageSize? {
        get throws(RoostError) {
            guard let sides = image?.padTo else { return nil }
            guard sides.count == 2, sides.allSatisfy((1...8192).contains) else {
                throw RoostError(.corrupted, "\(Self.fileName): 'image.pad_to' is [height, width], from 1 to 8192")
            }
            return RoostImaging.ImageSize(height: sides[0], width: sides[1])
        }
    }
}
