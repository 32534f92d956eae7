/// Upright pixels of 8 bits a sample, row by row from the top left, samples of a pixel side by side.
package struct Image: Hashable, Sendable {
    /// What the samples of a pixel mean.
    ///
    /// Alpha never gets this far: like `convert("RGB")` of Pillow, reading drops it.
    package enum Format: Hashable, Sendable {
        case grey, rgb

        package var channels: Int { self == .grey ? 1 : 3 }
    }

    package let size: ImageSize
    package let format: Format
    /// `height · width · channels` samples.
    package let pixels: [UInt8]

    init(size: ImageSize, format: Format, pixels: [UInt8]) {
        self.size = size
        self.format = format
        self.pixels = pixels
    }

    /// Refuses a count of samples that is not `height · width · channels`.
    package init(height: Int, width: Int, format: Format, samples: [UInt8]) throws(ImageError) {
        let size = ImageSize(height: height, width: width)
        try ImageLimits(pixels: .max / format.channels).check(size, of: "the image")
        guard samples.count == height * width * format.channels else {
            throw ImageError("an image of \(size) and \(format.channels) channels cannot hold \(samples.count) samples")
        }
        self.init(size: size, format: format, pixels: samples)
    }
}
