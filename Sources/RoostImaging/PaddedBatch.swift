/// How images of several sizes become one tensor: each at the top left, zeros to its right and below.
///
/// The zeros come after normalisation, as in DETR's image processor; a mask tells the model where each image is.
package struct PaddedBatch: Hashable, Sendable {
    /// The size of the tensor.
    package let size: ImageSize
    /// The sizes of the images, in order.
    package let images: [ImageSize]

    /// The smallest batch that holds all of `images`, or one of `size`.
    ///
    /// - Throws: ``ImageError`` when there is no image, one exceeds `size`, or the tensor would be too large.
    package init(
        _ images: [ImageSize],
        size: ImageSize? = nil,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        guard let height = images.map(\.height).max(), let width = images.map(\.width).max() else {
            throw ImageError("a batch needs at least one image")
        }
        let greatest = ImageSize(height: height, width: width)
        let size = size ?? greatest
        guard height <= size.height, width <= size.width else {
            throw ImageError("images of up to \(greatest) do not fit pad_size, \(size); make it larger")
        }
        try limits.check(size, of: "the padded image")
        self.size = size
        self.images = images
    }

    /// Rescales and normalises image `index` into `output`, its slice of the batch, of exactly
    /// `channels · height · width` floats of ``size``.
    package func write(
        _ image: ScaledImage,
        at index: Int,
        of preprocessing: ImagePreprocessing,
        into output: UnsafeMutableBufferPointer<Float>
    ) throws(ImageError) {
        let own = images[index]
        let channels = preprocessing.format.channels
        let plane = size.height * size.width
        guard image.size == own, output.count == channels * plane else {
            throw ImageError("an image of \(image.size) is not number \(index) of this batch, which is \(own)")
        }
        guard own != size else { return try preprocessing.write(image, into: output) }
        var alone = [Float](repeating: 0, count: channels * own.height * own.width)
        try alone.withUnsafeMutableBufferPointer { buffer throws(ImageError) in
            try preprocessing.write(image, into: buffer)
        }
        output.update(repeating: 0)
        for row in 0..<channels * own.height {
            let (channel, line) = row.quotientAndRemainder(dividingBy: own.height)
            let start = channel * plane + line * size.width
            for column in 0..<own.width { output[start + column] = alone[row * own.width + column] }
        }
    }

    /// Writes 1 where image `index` is and 0 where it was padded into `output`, of exactly `height · width`.
    package func writeMask(at index: Int, into output: UnsafeMutableBufferPointer<Int64>) throws(ImageError) {
        guard output.count == size.height * size.width else {
            throw ImageError("the mask of an image of \(size) has \(size.height * size.width) values")
        }
        let own = images[index]
        output.update(repeating: 0)
        for row in 0..<own.height {
            let start = row * size.width
            for column in 0..<own.width { output[start + column] = 1 }
        }
    }
}
