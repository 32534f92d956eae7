import RoostEntities

/// What became of the objects of one item, put together as they are found out.
struct ItemVerdict {
    private let item: SnapshotItem
    private(set) var objects: [ObjectOutcome] = []
    private(set) var counts = ObjectCounts()

    init(_ item: SnapshotItem) {
        self.item = item
    }

    /// Adds what became of one object or answer, numbered in the order of adding.
    mutating func add(
        _ kind: ObjectOutcome.Kind,
        truth: String? = nil,
        predicted: String? = nil,
        score: Double? = nil,
        overlap: Double? = nil,
        object: Int? = nil,
        truthGeometry: Geometry? = nil,
        predictedGeometry: Geometry? = nil
    ) {
        counts.count(kind)
        objects.append(
            ObjectOutcome(
                itemID: item.id,
                path: item.path,
                number: objects.count,
                kind: kind,
                truth: truth,
                predicted: predicted,
                score: score,
                overlap: overlap,
                object: object,
                truthGeometry: kept(truthGeometry, kind),
                predictedGeometry: kept(predictedGeometry, kind)
            )
        )
    }

    /// The item's outcome.
    ///
    /// - Parameters:
    ///   - failure: why there is no answer.
    ///   - isLabeled: whether the ground truth says anything.
    ///   - quality: how good the answer is, 0 to 1.
    /// - Returns: correct unless something is wrong.
    func outcome(failure: String?, isLabeled: Bool = true, quality: Double?) -> Outcome {
        let kind: Outcome.Kind =
            if failure != nil {
                .failed
            } else if !isLabeled {
                .unlabeled
            } else {
                counts.falsePositives + counts.falseNegatives == 0 ? .correct : .incorrect
            }
        return Outcome(
            itemID: item.id,
            path: item.path,
            kind: kind,
            failure: failure,
            objects: counts,
            quality: failure == nil && isLabeled ? quality : nil
        )
    }

    /// Masks of what is right are left out: they are many and large, and nobody looks at them.
    private func kept(_ geometry: Geometry?, _ kind: ObjectOutcome.Kind) -> Geometry? {
        guard kind == .truePositive, geometry?.kind != .box else { return geometry }
        return nil
    }
}
