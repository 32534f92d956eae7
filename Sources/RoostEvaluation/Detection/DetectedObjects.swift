import RoostEntities

/// The objects that a model says are on the images.
package struct DetectedObjects: Sendable {
    package private(set) var columns: ObjectColumns
    package private(set) var scores: [Double] = []

    package var count: Int { columns.count }

    /// Makes images and labels fewer, where not all were needed; no object may be on those that go.
    mutating func limit(imageCount: Int, labelCount: Int) {
        columns.limit(imageCount: imageCount, labelCount: labelCount)
    }

    /// - Parameters:
    ///   - imageCount: at most ``ObjectColumns/maximumImageCount``.
    ///   - labelCount: at most ``ObjectColumns/maximumLabelCount``.
    /// - Throws: `tooLarge` for more.
    package init(imageCount: Int, labelCount: Int) throws(RoostError) {
        columns = try ObjectColumns(imageCount: imageCount, labelCount: labelCount)
    }

    package mutating func reserveCapacity(_ count: Int) {
        columns.reserveCapacity(count)
        scores.reserveCapacity(min(count, ObjectColumns.maximumObjectCount))
    }

    /// Adds one detection.
    ///
    /// - Parameters:
    ///   - image: from 0, below the count of images.
    ///   - label: from 0, below the count of labels.
    ///   - box: finite, of no negative size.
    ///   - score: finite; the higher, the surer. Of equal scores the one added first goes first.
    ///   - mask: given for all detections or for none.
    /// - Throws: `invalidArgument` for what is not as above, `tooLarge` for one detection too many.
    package mutating func append(
        image: Int,
        label: Int,
        box: Geometry.Box,
        score: Double,
        mask: Geometry.RunLengthMask? = nil
    ) throws(RoostError) {
        guard score.isFinite else {
            throw RoostError(.invalidArgument, "detection \(count) has a score that is not finite")
        }
        try columns.append(image: image, label: label, box: box, mask: mask)
        scores.append(score)
    }
}
