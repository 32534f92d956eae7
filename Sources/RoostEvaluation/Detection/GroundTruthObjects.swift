import RoostEntities

/// The objects that really are on the images.
package struct GroundTruthObjects: Sendable {
    package private(set) var columns: ObjectColumns
    /// Pixels, by which objects are small, medium or large: of the mask as annotated, which the box does not tell.
    package private(set) var areas: [Double] = []
    /// Whether the object is a region of many that were not annotated one by one.
    package private(set) var crowds: [Bool] = []

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

    /// Adds one object.
    ///
    /// - Parameters:
    ///   - image: from 0, below the count of images.
    ///   - label: from 0, below the count of labels.
    ///   - box: finite, of no negative size.
    ///   - area: square pixels; by default those of the mask, else of the box.
    ///   - isCrowd: detections inside are neither right nor wrong, and it is no loss to find nothing there.
    ///   - mask: given for all objects or for none.
    /// - Throws: `invalidArgument` for what is not as above, `tooLarge` for one object too many.
    package mutating func append(
        image: Int,
        label: Int,
        box: Geometry.Box,
        area: Double? = nil,
        isCrowd: Bool = false,
        mask: Geometry.RunLengthMask? = nil
    ) throws(RoostError) {
        guard area.map({ $0.isFinite }) ?? true else {
            throw RoostError(.invalidArgument, "object \(count) has an area that is not finite")
        }
        try columns.append(image: image, label: label, box: box, mask: mask)
        let ownArea = mask == nil ? box.width * box.height : Double(columns.masks.area(columns.masks.count - 1))
        areas.append(area ?? ownArea)
        crowds.append(isCrowd)
    }
}
