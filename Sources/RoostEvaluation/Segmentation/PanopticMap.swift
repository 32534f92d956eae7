import RoostEntities

/// The segments of an image, each of one label, and which of them every pixel belongs to.
package struct PanopticMap: Sendable, Hashable {
    package struct Segment: Sendable, Hashable {
        /// From 0.
        package let label: Int
        /// Whether it is a region of many that were not told apart.
        package let isCrowd: Bool

        package init(label: Int, isCrowd: Bool = false) {
            self.label = label
            self.isCrowd = isCrowd
        }
    }

    package static let maximumPixelCount = 1 << 28
    package static let maximumSegmentCount = 65_535

    package let width: Int
    package let height: Int
    package let segments: [Segment]
    /// For each pixel, row by row, 0 for none or 1 more than the index of its segment.
    package let pixels: [UInt16]

    /// - Parameters:
    ///   - width: pixels, at least one.
    ///   - height: pixels, at least one.
    ///   - segments: at most 65,535.
    ///   - pixels: for each, row by row, 0 for none or 1 more than the index of its segment.
    /// - Throws: `invalidArgument` for pixels that are not as many as the size says or are of no segment, `tooLarge` for too
    ///   many pixels or segments.
    package init(width: Int, height: Int, segments: [Segment], pixels: [UInt16]) throws(RoostError) {
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow, count <= Self.maximumPixelCount else {
            throw RoostError(.tooLarge, "a panoptic map has from 1 to \(Self.maximumPixelCount) pixels")
        }
        guard segments.count <= Self.maximumSegmentCount else {
            throw RoostError(.tooLarge, "a panoptic map has at most \(Self.maximumSegmentCount) segments")
        }
        guard pixels.count == count, pixels.allSatisfy({ Int($0) <= segments.count }) else {
            throw RoostError(
                .invalidArgument,
                "a panoptic map of \(width) x \(height) pixels names one of its \(segments.count) segments, or 0, for each"
            )
        }
        self.width = width
        self.height = height
        self.segments = segments
        self.pixels = pixels
    }
}
