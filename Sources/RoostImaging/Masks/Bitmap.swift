/// A mask with a byte for each pixel, column by column from the top left: 0 is outside, 1 inside.
package struct Bitmap: Hashable, Sendable {
    package let size: ImageSize
    package private(set) var pixels: [UInt8]

    /// Nothing is inside.
    package init(size: ImageSize, limits: ImageLimits = ImageLimits()) throws(ImageError) {
        try limits.check(size, of: "the mask")
        self.size = size
        pixels = [UInt8](repeating: 0, count: size.width * size.height)
    }

    package init(_ runs: RunLengths) {
        size = runs.size
        pixels = [UInt8](repeating: 0, count: size.width * size.height)
        insert(runs)
    }

    package subscript(x x: Int, y y: Int) -> Bool {
        get { pixels[x * size.height + y] != 0 }
        set { pixels[x * size.height + y] = newValue ? 1 : 0 }
    }

    /// Puts inside what is inside of `runs`, which must be of the same size.
    package mutating func insert(_ runs: RunLengths) {
        precondition(runs.size == size, "masks of one size are joined")
        var start = 0
        for (index, run) in runs.counts.enumerated() {
            if !index.isMultiple(of: 2) {
                for position in start..<start + run { pixels[position] = 1 }
            }
            start += run
        }
    }
}
