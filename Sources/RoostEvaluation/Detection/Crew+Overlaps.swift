import RoostEntities
import RoostThreads

extension Crew {
    /// Checks that two sets of objects can be compared, and makes ready what comparing them needs.
    ///
    /// - Throws: `invalidArgument` if they are not about the same images and labels, or masks are missing or of
    ///   different sizes on one image.
    func overlaps(
        of detections: DetectedObjects,
        and truth: GroundTruthObjects,
        by kind: DetectionOverlap
    ) async throws(RoostError) -> OverlapTable {
        guard
            detections.columns.imageCount == truth.columns.imageCount,
            detections.columns.labelCount == truth.columns.labelCount
        else {
            throw RoostError(
                .invalidArgument,
                "detections and ground truth are not about the same images and labels; number both alike"
            )
        }
        guard kind != .box else { return OverlapTable(truth: truth, detections: detections, kind: kind) }
        try Self.checkMasks(detections.columns, truth.columns)
        guard case .boundary(let share) = kind else {
            return OverlapTable(truth: truth, detections: detections, kind: kind)
        }
        guard share > 0, share <= 1 else {
            throw RoostError(.invalidArgument, "a boundary is wider than 0 and at most 1 of the image's diagonal")
        }
        let boundaries = (
            truth: await self.boundaries(of: truth.columns.masks, share: share),
            detections: await self.boundaries(of: detections.columns.masks, share: share)
        )
        return OverlapTable(truth: truth, detections: detections, kind: kind, boundaries: boundaries)
    }

    private func boundaries(of masks: MaskRuns, share: Double) async -> MaskRuns {
        let parts = Self.parts(Array(0...masks.count), width: width)
        let boundaries = await map(parts) { masks.boundaries($0, share: share) }
        return await threads.run {
            var all = MaskRuns()
            for part in boundaries { all.append(part) }
            return all
        }
    }

    private static func checkMasks(_ detections: ObjectColumns, _ truth: ObjectColumns) throws(RoostError) {
        var sizes = [Int64](repeating: 0, count: truth.imageCount)
        for columns in [truth, detections] {
            guard columns.masks.count == columns.count else {
                throw RoostError(
                    .invalidArgument,
                    "objects have no masks to compare; give one for each, or compare boxes"
                )
            }
            for (object, image) in columns.images.enumerated() {
                let size = Int64(columns.masks.widths[object]) << 32 | Int64(columns.masks.heights[object])
                guard sizes[Int(image)] == 0 || sizes[Int(image)] == size else {
                    throw RoostError(.invalidArgument, "masks on image \(image) are not of one size")
                }
                sizes[Int(image)] = size
            }
        }
    }
}
