import RoostEntities

/// The objects of one item's ground truth, or those a version answered for it, ready to be compared.
struct ItemObjects {
    struct Object {
        let label: Int
        let box: Geometry.Box
        /// Square pixels; 0 where it is not needed.
        let area: Double
        let isCrowd: Bool
        /// 1 for ground truth.
        let score: Double
        let mask: Geometry.RunLengthMask?
        /// Among the annotations.
        let place: Int
    }

    private(set) var objects: [Object] = []

    /// The ground truth: every annotation with an extent.
    ///
    /// - Throws: `failedPrecondition` for shapes that are none, and boxes where masks are compared.
    init(
        truth item: SnapshotItem,
        _ classes: inout ClassNumbers,
        overlap: DetectionReport.Overlap,
        raster: OutlineRaster
    ) throws(RoostError) {
        for (place, draft) in item.annotations.enumerated() {
            let mask = try Self.mask(draft, on: item, "an annotation's mask on", overlap: overlap, raster: raster)
            guard let box = Self.box(draft, mask) else { continue }
            objects.append(
                Object(
                    label: try classes.number(ofTruth: draft.label),
                    box: draft.statedBox ?? box,
                    area: draft.statedArea ?? draft.geometry.area ?? 0,
                    isCrowd: draft.isCrowd,
                    score: 1,
                    mask: mask,
                    place: place
                )
            )
        }
    }

    /// A version's answers.
    ///
    /// - Throws: `failedPrecondition` for what is no answer of a detector.
    init(
        answers: [Annotation.Draft],
        for item: SnapshotItem,
        _ classes: ClassNumbers,
        overlap: DetectionReport.Overlap,
        raster: OutlineRaster
    ) throws(RoostError) {
        for (place, draft) in answers.enumerated() {
            let mask = try Self.mask(draft, on: item, "an answer's mask for", overlap: overlap, raster: raster)
            guard let score = draft.score, score >= 0, score <= 1 else {
                throw RoostError(
                    .failedPrecondition,
                    "the version answered \(quoted(draft.label)) for \(quoted(item.path.text)) with "
                        + "\(draft.score.map { "the score \($0)" } ?? "no score"); objects have scores from 0 to 1"
                )
            }
            guard let box = Self.box(draft, mask) else {
                throw RoostError(
                    .failedPrecondition,
                    "the version answered a \(draft.geometry.kind.rawValue) for \(quoted(item.path.text)), which is no "
                        + "object; a detector answers boxes, masks or polygons"
                )
            }
            objects.append(
                Object(
                    label: try classes.number(ofAnswer: draft.label, on: item),
                    box: box,
                    area: 0,
                    isCrowd: false,
                    score: score,
                    mask: mask,
                    place: place
                )
            )
        }
    }

    private static func mask(
        _ draft: Annotation.Draft,
        on item: SnapshotItem,
        _ whose: String,
        overlap: DetectionReport.Overlap,
        raster: OutlineRaster
    ) throws(RoostError) -> Geometry.RunLengthMask? {
        if overlap == .box, case .polygon = draft.geometry {
            // Of outlines the box is enough, and does not need drawing.
            do throws(RoostError) {
                try draft.geometry.validate()
                return nil
            } catch {
                throw RoostError(.failedPrecondition, "\(whose) \(quoted(item.path.text)): \(error.message)")
            }
        }
        let mask = try item.mask(of: draft.geometry, whose, raster: raster)
        guard overlap != .box, mask == nil, draft.geometry.kind == .box else { return mask }
        throw RoostError(
            .failedPrecondition,
            "\(quoted(item.path.text)) has a box of \(quoted(draft.label)) where masks are compared; give every object a "
                + "mask or polygon, or evaluate the task object-detection"
        )
    }

    /// An empty mask has a box without extent, as pycocotools gives it.
    private static func box(_ draft: Annotation.Draft, _ mask: Geometry.RunLengthMask?) -> Geometry.Box? {
        if let box = draft.geometry.objectBox { return box }
        guard draft.geometry.kind == .mask || mask != nil else { return nil }
        return Geometry.Box(x: 0, y: 0, width: 0, height: 0)
    }
}
