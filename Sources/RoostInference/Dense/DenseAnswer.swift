import RoostEntities
import RoostImaging
import RoostTensors

/// What a detector or a segmenter answered for one image: its part of the raw outputs of a batch.
package struct DenseAnswer: Sendable {
    /// Of the upright picture, before it was scaled.
    package let original: ImageSize
    /// Of the image within the model's input, without its padding.
    package let scaled: ImageSize
    /// Of the model's input, with padding.
    package let padded: ImageSize
    private let outputs: [String: Tensor]
    private let index: Int

    init(_ outputs: [String: Tensor], index: Int, of image: PreparedImage, padded: ImageSize) {
        self.outputs = outputs
        self.index = index
        self.padded = padded
        original = image.original
        scaled = image.scaled.size
    }

    /// Reads an output where it lies.
    ///
    /// - Parameters:
    ///   - name: one of ``DenseGraph/Outputs/names``.
    ///   - body: gets the numbers of this image and their extents, without the batch's.
    /// - Returns: what `body` returns.
    /// - Throws: `internal` when the model gave no such output; what `body` throws.
    package func withOutput<Result>(
        _ name: String,
        _ body: (UnsafeBufferPointer<Float>, _ extents: [Int]) throws -> Result
    ) throws -> Result {
        guard let tensor = outputs[name] else {
            throw RoostError(.internal, "the model gave no output '\(name)'")
        }
        let extents = Array(tensor.shape.dimensions.dropFirst())
        let count = extents.reduce(1, *)
        return try tensor.withElements(of: Float.self) { numbers in
            try body(UnsafeBufferPointer(rebasing: numbers[index * count..<(index + 1) * count]), extents)
        }
    }
}
