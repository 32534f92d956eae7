import RoostEntities

/// The segments of one item, and which of them every pixel belongs to.
struct Segments {
    private(set) var segments: [PanopticMap.Segment] = []
    /// Of each segment, the first of its annotations.
    private(set) var places: [Int] = []
    private(set) var canvas: Canvas
    private var stuff: [Int: UInt16] = [:]

    init(_ item: SnapshotItem) throws(RoostError) {
        canvas = try Canvas(item)
    }

    /// Paints a segment over those before it; all of one stuff label are one segment.
    ///
    /// - Throws: `tooLarge` for more segments than can be told apart.
    mutating func add(
        _ mask: Geometry.RunLengthMask,
        label: Int,
        isCrowd: Bool,
        isStuff: Bool,
        place: Int
    ) throws(RoostError) {
        if isStuff, !isCrowd, let value = stuff[label] { return canvas.paint(mask, value) }
        guard segments.count < PanopticMap.maximumSegmentCount else {
            throw RoostError(.tooLarge, "an item has at most \(PanopticMap.maximumSegmentCount) segments")
        }
        segments.append(PanopticMap.Segment(label: label, isCrowd: isCrowd))
        places.append(place)
        let value = UInt16(segments.count)
        if isStuff, !isCrowd { stuff[label] = value }
        canvas.paint(mask, value)
    }

    /// The pixels of one segment.
    func mask(of segment: Int) -> Geometry { .mask(canvas.mask(of: UInt16(segment + 1))) }
}
