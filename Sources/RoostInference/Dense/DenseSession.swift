import Foundation
import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostONNXRuntime
import RoostTensors
import RoostThreads

/// A loaded detector or segmenter: images of any size go in, the model's raw outputs come out.
///
/// Images are run together only where that changes no answer: those of one size, or all of them where the processor pads
/// each to the same size. `docs/detection.md` says why.
package struct DenseSession: Sendable {
    /// More pixels than this would take gigabytes: attention looks from everywhere to everywhere.
    static let maximumPixels = 8 << 20

    /// One image keeps all threads busy; more at once take more memory and no less time.
    static let batchSize = 1

    package let outputs: DenseGraph.Outputs
    /// Without "no object".
    package let labels: [String]
    package let preprocessing: ImagePreprocessing
    /// The `model_type` it was built as.
    package let architecture: String
    /// The `transformers` class whose outputs these are.
    package let className: String
    package let warnings: [String]

    private let session: Session
    private let imageInput: String
    private let maskInput: String?
    /// What the image input takes, where that is less than any image.
    private let bounds: ValueInfo?
    /// What the model calls its outputs, by the names of ``outputs``.
    private let names: [String: String]
    /// What every image is padded to, if anything.
    private let padding: RoostImaging.ImageSize?
    private let threads = BlockingThreads(label: "roost.assemble", count: 1)

    /// Reads a checkpoint's folder and loads its graph.
    ///
    /// - Throws: `HuggingFaceError`, `ImageError` or `ONNXRuntimeError`: see ``RoostError/init(loading:)``.
    package static func load(_ folder: URL, on engine: NativeEngine) async throws -> DenseSession {
        let threads = BlockingThreads(label: "roost.load", count: 1)
        let graph = try await threads.run { () throws(HuggingFaceError) in
            try HuggingFaceLoader.loadDense(folder: folder)
        }
        return try await DenseSession(graph, on: engine)
    }

    package init(_ graph: DenseGraph, on engine: NativeEngine) async throws {
        preprocessing = try ImagePreprocessing(graph.processor, channels: graph.channels)
        outputs = graph.outputs
        labels = graph.labels
        architecture = graph.architecture
        className = graph.className
        warnings = graph.warnings
        imageInput = graph.imageInput
        maskInput = graph.maskInput
        bounds = nil
        names = Dictionary(uniqueKeysWithValues: graph.outputs.names.map { ($0, $0) })
        padding = graph.processor.paddedSize
        session = try await engine.runtime.session(
            model: graph.model,
            weights: graph.weights.map { file in
                ExternalWeights(location: file.name, bytes: file.mapping.bytes, owner: file.mapping)
            },
            options: engine.options
        )
    }

    /// A model that others made.
    ///
    /// - Parameters:
    ///   - session: the loaded model.
    ///   - parts: what its inputs and outputs are for.
    ///   - labels: without "no object".
    ///   - preprocessing: what it wants done to an image.
    ///   - padding: what every image is padded to; `nil` leaves images as large as they are.
    init(
        _ session: Session,
        parts: ONNXParts,
        labels: [String],
        preprocessing: ImagePreprocessing,
        padding: RoostImaging.ImageSize?
    ) {
        self.session = session
        self.labels = labels
        self.preprocessing = preprocessing
        self.padding = padding
        outputs = parts.outputs
        imageInput = parts.image.name
        maskInput = parts.mask
        bounds = parts.image
        names = parts.names
        architecture = ONNXAdapter.name
        className = ONNXAdapter.name
        warnings = []
    }

    /// Decodes an image and scales it to what the model takes.
    ///
    /// - Throws: `ImageError` for what is no image, or does not fit what the processor pads to; ``RoostError`` when it
    ///   stays too large.
    package func prepare(_ content: ItemContent) throws -> PreparedImage {
        let image = try Image.decode(content.bytes, limits: preprocessing.limits)
        let size = try preprocessing.outputSize(for: image.size)
        guard size.height * size.width <= Self.maximumPixels else {
            throw RoostError(
                .tooLarge,
                "the model would get the image at \(size), more than \(Self.maximumPixels) pixels; "
                    + "give preprocessor_config.json a smaller 'size'"
            )
        }
        if let padding { _ = try PaddedBatch([size], size: padding) }
        let input = padding ?? size
        let shape = try Shape([1, preprocessing.format.channels, input.height, input.width])
        guard bounds?.accepts(shape) ?? true else {
            throw RoostError(
                .invalidArgument,
                "an image of \(image.size) becomes a tensor of \(shape), but the model wants \(bounds?.description ?? "")"
            )
        }
        return PreparedImage(try preprocessing.scale(image), original: image.size)
    }

    /// The size that `image` takes in the model's input; images of one size can be run together.
    package func inputSize(of image: PreparedImage) -> RoostImaging.ImageSize {
        padding ?? image.scaled.size
    }

    /// Runs the model over `batch`, images of one ``inputSize(of:)`` at once.
    ///
    /// - Parameters:
    ///   - batch: images that this session prepared.
    ///   - names: the wanted outputs; all of them by default.
    /// - Returns: one answer for each image, in their order.
    /// - Throws: ``RoostError`` when the outputs are not of the batch's size; `ONNXRuntimeError`; `CancellationError`.
    package func run(_ batch: [PreparedImage], outputs names: [String]? = nil) async throws -> [DenseAnswer] {
        let wanted = names ?? outputs.names
        var answers: [Int: DenseAnswer] = [:]
        for (size, members) in Dictionary(grouping: batch.indices, by: { inputSize(of: batch[$0]) }) {
            let images = members.map { batch[$0] }
            let inputs = try await threads.run { try self.inputs(images, size: size) }
            let tensors = try await session.run(inputs, outputs: wanted.map { self.names[$0] ?? $0 })
            let results = wanted.reduce(into: [String: Tensor]()) { results, name in
                results[name] = tensors[self.names[name] ?? name]
            }
            guard results.values.allSatisfy({ $0.shape.rank > 1 && $0.shape[0] == images.count }) else {
                throw RoostError(.internal, "the model did not answer \(images.count) images one by one")
            }
            for (place, member) in members.enumerated() {
                answers[member] = DenseAnswer(results, index: place, of: batch[member], padded: size)
            }
        }
        return batch.indices.compactMap { answers[$0] }
    }

    /// The images, each written straight into its place, and the mask where the model asks for one.
    private func inputs(_ images: [PreparedImage], size: RoostImaging.ImageSize) throws -> [String: Tensor] {
        let padded = try PaddedBatch(images.map(\.scaled.size), size: size)
        let shape = try Shape([images.count, preprocessing.format.channels, size.height, size.width])
        let stride = shape.elementCount / max(1, images.count)
        var inputs = [
            imageInput: try Tensor(of: Float.self, shape: shape) { batch in
                for (index, image) in images.enumerated() {
                    let place = UnsafeMutableBufferPointer(rebasing: batch[index * stride..<(index + 1) * stride])
                    try padded.write(image.scaled, at: index, of: preprocessing, into: place)
                }
            }
        ]
        guard let maskInput else { return inputs }
        let plane = size.height * size.width
        inputs[maskInput] = try Tensor(
            of: Int64.self,
            shape: Shape([images.count, size.height, size.width])
        ) { batch in
            for index in images.indices {
                let place = UnsafeMutableBufferPointer(rebasing: batch[index * plane..<(index + 1) * plane])
                try padded.writeMask(at: index, into: place)
            }
        }
        return inputs
    }
}

extension ImageProcessorConfiguration {
    /// What every image is padded to; `nil` when that depends on the images, or nothing is padded.
    var paddedSize: RoostImaging.ImageSize? {
        guard case .size(let size)? = padding else { return nil }
        return RoostImaging.ImageSize(size)
    }
}
