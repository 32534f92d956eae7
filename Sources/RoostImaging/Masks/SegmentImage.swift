/// A number of 24 bits for each pixel, spelled as a colour: red + 256 green + 256² blue, as COCO's panoptic pictures are.
package struct SegmentImage: Hashable, Sendable {
    package static let highest = 0xFF_FFFF

    package let size: ImageSize
    /// Row by row from the top left.
    private var values: [UInt32]

    /// Every pixel is 0: no segment.
    package init(size: ImageSize, limits: ImageLimits = ImageLimits()) throws(ImageError) {
        try limits.check(size, of: "the panoptic picture")
        self.size = size
        values = [UInt32](repeating: 0, count: size.width * size.height)
    }

    /// The numbers that the colours of a picture spell.
    package init(_ image: Image) {
        size = image.size
        let (pixels, channels) = (image.pixels, image.format.channels)
        values = (0..<image.size.width * image.size.height).map { pixel in
            let place = pixel * channels
            // Grey is red, green and blue alike.
            let (red, green, blue) =
                channels == 1
                ? (pixels[place], pixels[place], pixels[place]) : (pixels[place], pixels[place + 1], pixels[place + 2])
            return UInt32(red) | UInt32(green) << 8 | UInt32(blue) << 16
        }
    }

    /// Gives every pixel inside of `runs`, which must be of the same size, a number.
    ///
    /// - Parameters:
    ///   - runs: where.
    ///   - value: at most ``highest``.
    /// - Returns: how many pixels had another number than 0 before.
    @discardableResult
    package mutating func paint(_ runs: RunLengths, value: Int) -> Int {
        precondition(runs.size == size && (0...Self.highest).contains(value), "24 bits on an image of the mask's size")
        var (start, covered) = (0, 0)
        for (index, run) in runs.counts.enumerated() {
            defer { start += run }
            guard !index.isMultiple(of: 2) else { continue }
            for position in start..<start + run {
                let pixel = position % size.height * size.width + position / size.height
                if values[pixel] != 0 { covered += 1 }
                values[pixel] = UInt32(value)
            }
        }
        return covered
    }

    /// The runs of the pixels of each number.
    package func regions() -> [Int: RunLengths] {
        let regions = RunLengths.regions(of: values, size: size).map { (Int($0.value), $0.runs) }
        return Dictionary(uniqueKeysWithValues: regions)
    }

    /// The picture as a PNG file of 24 bits a pixel.
    package func png() throws(ImageError) -> [UInt8] {
        let samples = values.flatMap { value in
            [
                UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8),
                UInt8(truncatingIfNeeded: value >> 16),
            ]
        }
        return try Image(size: size, format: .rgb, pixels: samples).png()
    }
}
