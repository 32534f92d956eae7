import RoostEntities

/// A label for each pixel of an image, row by row from the top left.
package struct LabelMap: Sendable, Hashable {
    package static let maximumPixelCount = 1 << 28

    package let width: Int
    package let height: Int
    package let labels: [UInt16]

    /// - Parameters:
    ///   - width: pixels, at least one.
    ///   - height: pixels, at least one.
    ///   - labels: one for each pixel, as the file or the model has it.
    /// - Throws: `invalidArgument` for labels that are not as many as there are pixels, `tooLarge` for more than
    ///   ``maximumPixelCount`` of them.
    package init(width: Int, height: Int, labels: [UInt16]) throws(RoostError) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow, pixels <= Self.maximumPixelCount else {
            throw RoostError(.tooLarge, "a label map has from 1 to \(Self.maximumPixelCount) pixels")
        }
        guard labels.count == pixels else {
            throw RoostError(
                .invalidArgument,
                "a label map of \(width) x \(height) pixels has \(labels.count) labels; give one for each pixel"
            )
        }
        self.width = width
        self.height = height
        self.labels = labels
    }
}
