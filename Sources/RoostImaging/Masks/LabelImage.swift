/// A number for each pixel: of its label, or of its object.
package struct LabelImage: Hashable, Sendable {
    package struct Color: Hashable, Sendable {
        package let red: UInt8
        package let green: UInt8
        package let blue: UInt8

        package init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }
    }

    package let size: ImageSize
    /// Row by row from the top left.
    package private(set) var values: [UInt16]
    /// What the file shows for the values; empty for shades of grey.
    package let palette: [Color]

    /// Every pixel is 0.
    package init(
        size: ImageSize,
        palette: [Color] = [],
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        try limits.check(size, of: "the mask")
        self.init(size: size, values: [UInt16](repeating: 0, count: size.width * size.height), palette: palette)
    }

    init(size: ImageSize, values: [UInt16], palette: [Color]) {
        self.size = size
        self.values = values
        self.palette = palette
    }

    package subscript(x x: Int, y y: Int) -> UInt16 { values[y * size.width + x] }

    /// Gives every pixel inside of `runs`, which must be of the same size, a value.
    ///
    /// - Returns: how many pixels had another value than 0 before.
    @discardableResult
    package mutating func paint(_ runs: RunLengths, value: UInt16) -> Int {
        precondition(runs.size == size, "a mask is painted on an image of its size")
        var (start, covered) = (0, 0)
        for (index, run) in runs.counts.enumerated() {
            defer { start += run }
            guard !index.isMultiple(of: 2) else { continue }
            for position in start..<start + run {
                let pixel = position % size.height * size.width + position / size.height
                if values[pixel] != 0 { covered += 1 }
                values[pixel] = value
            }
        }
        return covered
    }

    /// Which values there are, each with the runs of its pixels, in order.
    package func regions() -> [(value: UInt16, runs: RunLengths)] {
        RunLengths.regions(of: values, size: size)
    }
}

extension LabelImage {
    /// The value that most pixels inside of `runs` have, the lowest of several; 0 when there are none.
    package func mostFrequent(inside runs: RunLengths) -> UInt16 {
        precondition(runs.size == size, "a mask is laid on an image of its size")
        var counts: [UInt16: Int] = [:]
        var start = 0
        for (index, run) in runs.counts.enumerated() {
            defer { start += run }
            guard !index.isMultiple(of: 2) else { continue }
            for position in start..<start + run {
                counts[values[position % size.height * size.width + position / size.height], default: 0] += 1
            }
        }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 0
    }
}
