import RoostEntities

/// The overlaps of detections and objects, taken pair by pair.
struct OverlapTable: Sendable {
    let truth: GroundTruthObjects
    let detections: DetectedObjects
    let kind: DetectionOverlap
    /// The boundaries of all masks, if they are what is compared.
    let boundaries: (truth: MaskRuns, detections: MaskRuns)

    init(
        truth: GroundTruthObjects,
        detections: DetectedObjects,
        kind: DetectionOverlap,
        boundaries: (truth: MaskRuns, detections: MaskRuns) = (MaskRuns(), MaskRuns())
    ) {
        self.truth = truth
        self.detections = detections
        self.kind = kind
        self.boundaries = boundaries
    }

    /// Fills `overlaps` with a row for each of `rows`, a column for each of `objects`.
    ///
    /// - Parameters:
    ///   - overlaps: is replaced.
    ///   - rows: detections.
    ///   - objects: of the ground truth, on the same image.
    ///   - countsCrowds: whether the union with a crowd is the area of the detection alone.
    func fill(
        _ overlaps: inout [Double],
        rows: some Collection<Int32>,
        objects: some Collection<Int32>,
        countsCrowds: Bool = true
    ) {
        overlaps.removeAll(keepingCapacity: true)
        for row in rows {
            for object in objects {
                let isCrowd = countsCrowds && truth.crowds[Int(object)]
                overlaps.append(overlap(Int(row), Int(object), isCrowd: isCrowd))
            }
        }
    }

    func overlap(_ row: Int, _ object: Int, isCrowd: Bool) -> Double {
        switch kind {
        case .box:
            return Self.boxes(detections.columns.boxes[row], truth.columns.boxes[object], isCrowd: isCrowd)
        case .mask:
            return Self.masks(detections.columns.masks, row, truth.columns.masks, object, isCrowd: isCrowd)
        case .boundary:
            let masks = Self.masks(detections.columns.masks, row, truth.columns.masks, object, isCrowd: isCrowd)
            guard !isCrowd, masks > 0 else { return masks }
            return min(masks, Self.masks(boundaries.detections, row, boundaries.truth, object, isCrowd: false))
        }
    }

    /// The area by which a detection is small, medium or large.
    func area(_ row: Int) -> Double {
        switch kind {
        case .box: detections.columns.boxes[row].width * detections.columns.boxes[row].height
        case .mask, .boundary: Double(detections.columns.masks.area(row))
        }
    }

    private static func boxes(_ one: Geometry.Box, _ other: Geometry.Box, isCrowd: Bool) -> Double {
        let width = min(one.width + one.x, other.width + other.x) - max(one.x, other.x)
        guard width > 0 else { return 0 }
        let height = min(one.height + one.y, other.height + other.y) - max(one.y, other.y)
        guard height > 0 else { return 0 }
        let (intersection, area) = (width * height, one.width * one.height)
        return intersection / (isCrowd ? area : area + other.width * other.height - intersection)
    }

    private static func masks(_ ours: MaskRuns, _ row: Int, _ theirs: MaskRuns, _ object: Int, isCrowd: Bool) -> Double
    {
        let intersection = ours.intersection(row, with: theirs, object)
        guard intersection > 0 else { return 0 }
        let area = ours.area(row)
        return Double(intersection) / Double(isCrowd ? area : area + theirs.area(object) - intersection)
    }
}
