import RoostEntities

/// Numbers painted over each other on one image, column by column; 0 is what nothing covers.
struct Canvas {
    static let pixelLimit = 1 << 28

    let width: Int
    let height: Int
    private(set) var pixels: [UInt16]

    /// - Throws: `tooLarge` for an image of too many pixels.
    init(_ item: SnapshotItem, background: UInt16 = 0) throws(RoostError) {
        let (count, overflow) = item.width.multipliedReportingOverflow(by: item.height)
        guard item.width > 0, item.height > 0, !overflow, count <= Self.pixelLimit else {
            throw RoostError(
                .tooLarge,
                "\(quoted(item.path.text)) is \(item.width) x \(item.height) pixels; segments are compared on images of 1 "
                    + "to \(Self.pixelLimit) pixels"
            )
        }
        width = item.width
        height = item.height
        pixels = Array(repeating: background, count: count)
    }

    /// Paints the inside of a valid mask of the same size.
    mutating func paint(_ mask: Geometry.RunLengthMask, _ value: UInt16) {
        var start = 0
        for (index, run) in mask.counts.enumerated() {
            if !index.isMultiple(of: 2) {
                for position in start..<start + run { pixels[position] = value }
            }
            start += run
        }
    }

    /// The pixels that have `value`.
    func mask(of value: UInt16) -> Geometry.RunLengthMask {
        var counts: [Int] = []
        var (run, inside) = (0, false)
        for pixel in pixels {
            if (pixel == value) != inside {
                counts.append(run)
                (run, inside) = (0, !inside)
            }
            run += 1
        }
        counts.append(run)
        return Geometry.RunLengthMask(width: width, height: height, counts: counts)
    }
}
