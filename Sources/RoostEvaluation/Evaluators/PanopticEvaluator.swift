import RoostEntities

/// Judges segments against the ground truth, item by item, by the rules of panopticapi.
///
/// Masks and polygons are painted in their order, later over earlier; all of one stuff label on an item are one segment.
/// Pixels that none covers are of no segment. An answer of which nothing is left is no answer. Items that the version has
/// no answer for count: their segments were not found. Takes memory by labels, and a few bytes for every segment.
package struct PanopticEvaluator: ObjectEvaluating {
    /// Segments of ground truth and wrong answers that are kept at most, each.
    package static let segmentLimit = 50_000_000
    /// The overlap up to which an answer is near nothing, and that from which it is on a segment.
    private static let background = 0.1
    private static let matchingOverlap = 0.5

    private let raster: OutlineRaster
    private let stuff: Set<String>
    private(set) var classes: ClassNumbers
    private(set) var items = ItemCounts()
    private(set) var tally = ClassTally()
    /// By class, the overlaps of the segments that were found, summed.
    private(set) var overlaps: [Double] = []
    private(set) var witnesses = EvidenceItems()
    private(set) var content = PanopticEvidence()

    /// An evaluator for a version with these labels.
    ///
    /// - Parameters:
    ///   - labels: The version's.
    ///   - stuff: Those labels that cannot be counted, such as sky; all others are things.
    ///   - raster: Draws polygons.
    /// - Throws: `failedPrecondition` without labels.
    package init(labels: [String], stuff: [String] = [], raster: @escaping OutlineRaster) throws(RoostError) {
        self.raster = raster
        self.stuff = Set(stuff)
        classes = try ClassNumbers(labels)
    }

    func isStuff(_ label: Int) -> Bool { stuff.contains(classes.labels[label]) }

    /// Judges the answer for an item.
    ///
    /// - Parameters:
    ///   - item: with its ground truth.
    ///   - prediction: a mask for each segment, or why there are none.
    /// - Returns: the item's outcome, and what became of its segments.
    /// - Throws: `failedPrecondition` for answers that are no masks, masks of another size than the image, and labels
    ///   that are none of the version's; `tooLarge` beyond the limits.
    package mutating func add(
        item: SnapshotItem,
        prediction: Prediction
    ) throws(RoostError) -> (outcome: Outcome, objects: [ObjectOutcome]) {
        let truth = try truth(item)
        let answer = try answer(prediction, item)
        let judging = SegmentJudging(
            truth,
            answer,
            threshold: Self.matchingOverlap,
            background: Self.background
        )
        var verdict = ItemVerdict(item)
        for event in judging.events { count(event, item, prediction, truth, answer, &verdict) }
        keep(truth, judging)
        guard max(content.objectLabels.count, content.wrongLabels.count) <= Self.segmentLimit else {
            throw RoostError(.tooLarge, "an evaluation takes \(Self.segmentLimit) segments; evaluate a subset")
        }
        witnesses.add(item, hasFailed: prediction.failure != nil)
        let outcome = verdict.outcome(
            failure: prediction.failure,
            isLabeled: !truth.segments.isEmpty,
            quality: judging.quality
        )
        items.count(outcome.kind)
        return (outcome, verdict.objects)
    }

    private mutating func truth(_ item: SnapshotItem) throws(RoostError) -> Segments {
        var segments = try Segments(item)
        for (place, draft) in item.annotations.enumerated() {
            guard let mask = try item.mask(of: draft.geometry, "an annotation's mask on", raster: raster) else {
                continue
            }
            let label = try classes.number(ofTruth: draft.label)
            try segments.add(mask, label: label, isCrowd: draft.isCrowd, isStuff: isStuff(label), place: place)
        }
        return segments
    }

    private func answer(_ prediction: Prediction, _ item: SnapshotItem) throws(RoostError) -> Segments {
        var segments = try Segments(item)
        guard prediction.failure == nil else { return segments }
        for (place, draft) in prediction.annotations.enumerated() {
            guard let mask = try item.mask(of: draft.geometry, "an answer's mask for", raster: raster) else {
                throw RoostError(
                    .failedPrecondition,
                    "the version answered a \(draft.geometry.kind.rawValue) for \(quoted(item.path.text)), which is no "
                        + "segment; a panoptic segmenter answers masks or polygons"
                )
            }
            let label = try classes.number(ofAnswer: draft.label, on: item)
            try segments.add(mask, label: label, isCrowd: false, isStuff: isStuff(label), place: place)
        }
        return segments
    }

    private mutating func count(
        _ event: SegmentJudging.Event,
        _ item: SnapshotItem,
        _ prediction: Prediction,
        _ truth: Segments,
        _ answer: Segments,
        _ verdict: inout ItemVerdict
    ) {
        let there = event.segment.map { truth.segments[$0].label }
        let said = event.answer.map { answer.segments[$0].label }
        tally.count(event.kind, truth: there, predicted: said)
        let isRight = event.kind == .truePositive
        verdict.add(
            event.kind,
            truth: there.map { classes.labels[$0] },
            predicted: said.map { classes.labels[$0] },
            score: event.answer.flatMap { prediction.annotations[answer.places[$0]].score },
            overlap: event.segment == nil || event.answer == nil ? nil : event.overlap,
            object: event.segment.map { truth.places[$0] },
            truthGeometry: isRight ? nil : event.segment.map(truth.mask),
            predictedGeometry: isRight ? nil : event.answer.map(answer.mask)
        )
    }

    private mutating func keep(_ truth: Segments, _ judging: SegmentJudging) {
        for (index, segment) in truth.segments.enumerated() where !segment.isCrowd {
            let overlap = judging.matches.overlaps[index]
            while overlaps.count <= segment.label { overlaps.append(0) }
            overlaps[segment.label] += overlap
            content.objectLabels.append(UInt16(segment.label))
            content.overlaps.append(overlap)
        }
        content.wrongLabels += judging.wrongLabels.map { UInt16($0) }
        content.objects.close(at: content.objectLabels.count)
        content.wrong.close(at: content.wrongLabels.count)
    }
}
