import RoostEntities

/// Labelled shapes on images, kept as columns: what ground truth and detections have in common.
///
/// Images and labels are numbered from 0 by the caller. The order of images breaks ties between equal scores, so number
/// them in the order of their identifiers where results are compared with COCO's own tools.
package struct ObjectColumns: Sendable {
    package static let maximumImageCount = 1 << 24
    package static let maximumLabelCount = 1 << 16
    package static let maximumObjectCount = 1 << 28

    package private(set) var imageCount: Int
    package private(set) var labelCount: Int
    package private(set) var images: [Int32] = []
    package private(set) var labels: [UInt16] = []
    package private(set) var boxes: [Geometry.Box] = []
    /// One mask for each object, or none at all.
    package private(set) var masks = MaskRuns()

    package var count: Int { images.count }

    /// - Parameters:
    ///   - imageCount: at most ``maximumImageCount``.
    ///   - labelCount: at most ``maximumLabelCount``.
    /// - Throws: `tooLarge` for more.
    init(imageCount: Int, labelCount: Int) throws(RoostError) {
        guard (0...Self.maximumImageCount).contains(imageCount) else {
            throw RoostError(
                .tooLarge,
                "an evaluation takes 0 to \(Self.maximumImageCount) images, not \(imageCount); evaluate them in parts"
            )
        }
        guard (0...Self.maximumLabelCount).contains(labelCount) else {
            throw RoostError(.tooLarge, "an evaluation takes 0 to \(Self.maximumLabelCount) labels, not \(labelCount)")
        }
        self.imageCount = imageCount
        self.labelCount = labelCount
    }

    /// Makes them fewer, where not all were needed; no object may be on those that go.
    mutating func limit(imageCount: Int, labelCount: Int) {
        self.imageCount = imageCount
        self.labelCount = labelCount
    }

    mutating func reserveCapacity(_ count: Int) {
        let count = min(count, Self.maximumObjectCount)
        images.reserveCapacity(count)
        labels.reserveCapacity(count)
        boxes.reserveCapacity(count)
    }

    /// Adds one object; refuses it whole, or adds it whole.
    mutating func append(
        image: Int,
        label: Int,
        box: Geometry.Box,
        mask: Geometry.RunLengthMask?
    ) throws(RoostError) {
        guard count < Self.maximumObjectCount else {
            throw RoostError(.tooLarge, "an evaluation takes at most \(Self.maximumObjectCount) objects")
        }
        guard (0..<imageCount).contains(image), (0..<labelCount).contains(label) else {
            throw RoostError(
                .invalidArgument,
                "object \(count) is on image \(image) of \(imageCount) with label \(label) of \(labelCount); "
                    + "images and labels are numbered from 0"
            )
        }
        guard
            box.x.isFinite, box.y.isFinite, box.width.isFinite, box.height.isFinite, box.width >= 0, box.height >= 0
        else {
            throw RoostError(
                .invalidArgument,
                "object \(count) has no box: coordinates are finite, width and height are not negative"
            )
        }
        guard (mask == nil) == masks.isEmpty || count == 0 else {
            throw RoostError(.invalidArgument, "object \(count) is unlike those before: all have masks, or none has")
        }
        if let mask { try masks.append(mask) }
        images.append(Int32(image))
        labels.append(UInt16(label))
        boxes.append(box)
    }
}
