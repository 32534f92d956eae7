import RoostAdapters
import RoostEntities
import RoostImaging
import RoostONNXRuntime
import RoostTensors

/// A loaded model that takes images and gives one number for each label.
package struct ImageClassifier: Sendable {
    /// Small images keep the threads busier together.
    static let batchSize = 8

    package let session: Session
    /// `[batch, channels, height, width]` floats.
    package let input: ValueInfo
    /// `[batch, labels]` floats.
    package let output: ValueInfo
    package let preprocessing: ImagePreprocessing
    package let labels: [String]
    package let scoring: Scoring

    /// Decodes an image and scales it to what the model takes.
    ///
    /// - Throws: `ImageError` for what is no image; ``RoostError`` when its tensor would not fit the model.
    package func prepare(_ content: ItemContent) throws -> ScaledImage {
        let image = try Image.decode(content.bytes, limits: preprocessing.limits)
        let scaled = try preprocessing.scale(image)
        let shape = try shape(of: scaled.size, count: 1)
        guard input.accepts(shape) else {
            throw RoostError(
                .invalidArgument,
                "an image of \(image.size) becomes a tensor of \(shape), but the model wants \(input)"
            )
        }
        return scaled
    }

    /// One prediction for each image.
    package func predict(_ batch: [ScaledImage], options: PredictOptions) async throws -> [Prediction] {
        try await scores(of: batch).map { prediction(from: $0, options) }
    }

    /// The probability of each label for each image.
    ///
    /// - Throws: ``RoostError`` when the model answers with numbers that are none.
    package func probabilities(_ batch: [ScaledImage]) async throws -> [[Float]] {
        try await scores(of: batch).map { scores in
            guard scores.allSatisfy(\.isFinite) else {
                throw RoostError(.corrupted, "the model answered with numbers that are not finite")
            }
            return scores.map { Float($0) }
        }
    }

    private func scores(of batch: [ScaledImage]) async throws -> [[Double]] {
        try await outputs(of: batch).map { scoring.scores(of: $0) }
    }

    /// The model's raw numbers, a row for each image; those of one size run together.
    func outputs(of batch: [ScaledImage]) async throws -> [ArraySlice<Float>] {
        var rows: [ArraySlice<Float>] = Array(repeating: [], count: batch.count)
        for (size, members) in Dictionary(grouping: batch.indices, by: { batch[$0].size }) {
            let tensor = try tensor(of: members.map { batch[$0] }, size: size)
            for (member, row) in zip(members, try await outputs(for: tensor)) { rows[member] = row }
        }
        return rows
    }

    /// The model's raw numbers, a row for each image of a tensor.
    package func outputs(for tensor: Tensor) async throws -> [ArraySlice<Float>] {
        let tensors = try await session.run([input.name: tensor], outputs: [output.name])
        guard let result = tensors[output.name], result.shape == (try Shape([tensor.shape[0], labels.count])) else {
            let shape = tensors[output.name]?.shape.description ?? "nothing"
            throw RoostError(
                .internal,
                "the model answered \(shape) for \(tensor.shape[0]) images and \(labels.count) labels"
            )
        }
        let numbers: [Float] = try result.elements()
        return (0..<tensor.shape[0]).map { numbers[$0 * labels.count..<($0 + 1) * labels.count] }
    }

    /// Images of one size, each written straight into its place in the batch.
    package func tensor(of images: [ScaledImage], size: ImageSize) throws -> Tensor {
        let shape = try shape(of: size, count: images.count)
        let stride = shape.elementCount / max(1, images.count)
        return try Tensor(of: Float.self, shape: shape) { batch in
            for (index, image) in images.enumerated() {
                let place = UnsafeMutableBufferPointer(rebasing: batch[index * stride..<(index + 1) * stride])
                try preprocessing.write(image, into: place)
            }
        }
    }

    private func shape(of size: ImageSize, count: Int) throws -> Shape {
        try Shape([count, preprocessing.format.channels, size.height, size.width])
    }

    private func prediction(from scores: [Double], _ options: PredictOptions) -> Prediction {
        guard scores.allSatisfy(\.isFinite) else {
            return Prediction(failure: "the model answered with numbers that are not finite")
        }
        // Of equal scores the earlier label comes first, as in a stable sort.
        let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        let best = order.prefix(options.top)
        return Prediction(annotations: best.map { Annotation.Draft(label: labels[$0], score: scores[$0]) })
    }
}
