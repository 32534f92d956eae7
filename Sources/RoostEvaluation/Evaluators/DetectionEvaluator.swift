import RoostEntities

/// Judges a detector's boxes or masks against the ground truth, item by item.
///
/// Every annotation with an extent is an object; crowds are those with the attribute `iscrowd`. Items without objects
/// count: whatever is answered for them is wrong. Items that the version has no answer for count as well: their objects
/// were not found. Keeps a few dozen bytes for every object and answer, and all masks as runs where they are compared.
package struct DetectionEvaluator: ObjectEvaluating {
    /// Objects and answers that are kept at most, each.
    package static let objectLimit = 20_000_000
    /// Runs of masks that are kept at most, of objects and of answers each: 1 GiB.
    package static let runLimit = 1 << 28

    /// What decides which answer is right.
    let overlap: DetectionReport.Overlap
    let threshold: Double
    private let raster: OutlineRaster

    private(set) var classes: ClassNumbers
    private(set) var truth: GroundTruthObjects
    private(set) var found: DetectedObjects
    private(set) var items = ItemCounts()
    private(set) var tally = ClassTally()
    /// Of each object of ``truth``: whether it was found at the working threshold.
    private(set) var isFound: [Bool] = []
    private(set) var witnesses = EvidenceItems()

    /// The overlap from which an answer is right at the working threshold.
    static let matchingOverlap = 0.5
    /// The overlap up to which an answer is near nothing.
    private static let background = 0.1

    /// An evaluator for a version with these labels.
    ///
    /// - Parameters:
    ///   - labels: The version's.
    ///   - overlap: What decides which answer is right: `box` or `mask`. With masks, boxes and boundaries are measured
    ///     besides.
    ///   - threshold: Answers surer than this count as given wherever right and wrong are counted.
    ///   - raster: Draws polygons.
    /// - Throws: `failedPrecondition` without labels, `invalidArgument` for another overlap or threshold.
    package init(
        labels: [String],
        overlap: DetectionReport.Overlap = .box,
        threshold: Double = 0.5,
        raster: @escaping OutlineRaster
    ) throws(RoostError) {
        guard overlap != .boundary, threshold >= 0, threshold <= 1 else {
            throw RoostError(
                .invalidArgument,
                "detections are compared by box or mask, from a threshold between 0 and 1 on"
            )
        }
        self.overlap = overlap
        self.threshold = threshold
        self.raster = raster
        classes = try ClassNumbers(labels)
        truth = try GroundTruthObjects(
            imageCount: ObjectColumns.maximumImageCount,
            labelCount: ObjectColumns.maximumLabelCount
        )
        found = try DetectedObjects(
            imageCount: ObjectColumns.maximumImageCount,
            labelCount: ObjectColumns.maximumLabelCount
        )
    }

    /// Judges the answer for an item.
    ///
    /// - Parameters:
    ///   - item: with its ground truth.
    ///   - prediction: answers of any score, or why there is none.
    /// - Returns: the item's outcome, and what became of its objects at the working threshold.
    /// - Throws: `failedPrecondition` for answers or annotations that are no objects, masks of another size than the
    ///   image, and labels that are none of the version's; `tooLarge` beyond the limits.
    package mutating func add(
        item: SnapshotItem,
        prediction: Prediction
    ) throws(RoostError) -> (outcome: Outcome, objects: [ObjectOutcome]) {
        let objects = try ItemObjects(truth: item, &classes, overlap: overlap, raster: raster).objects
        let answers = try ItemObjects(
            answers: prediction.failure == nil ? prediction.annotations : [],
            for: item,
            classes,
            overlap: overlap,
            raster: raster
        ).objects
        try keep(objects, answers)
        witnesses.add(item, hasFailed: prediction.failure != nil)
        let judged = try ItemJudging(
            objects: objects,
            answers: answers.filter { $0.score > threshold },
            overlap: overlap == .box ? .box : .mask,
            labelCount: classes.labels.count,
            threshold: Self.matchingOverlap,
            background: Self.background
        )
        var verdict = ItemVerdict(item)
        for event in judged.events { count(event, item, prediction, &verdict) }
        isFound += judged.isFound
        let counts = verdict.counts
        let quality = counts == ObjectCounts() ? 1 : counts.f1
        let outcome = verdict.outcome(failure: prediction.failure, quality: quality)
        items.count(outcome.kind)
        return (outcome, verdict.objects)
    }

    private mutating func count(
        _ event: ItemJudging.Event,
        _ item: SnapshotItem,
        _ prediction: Prediction,
        _ verdict: inout ItemVerdict
    ) {
        let (object, answer) = (event.object, event.answer)
        tally.count(event.kind, truth: object?.label, predicted: answer?.label)
        verdict.add(
            event.kind,
            truth: object.map { classes.labels[$0.label] },
            predicted: answer.map { classes.labels[$0.label] },
            score: answer?.score,
            overlap: object == nil || answer == nil ? nil : min(1, event.overlap),
            object: object?.place,
            truthGeometry: object.map { item.annotations[$0.place].geometry },
            predictedGeometry: answer.map { prediction.annotations[$0.place].geometry }
        )
    }

    private mutating func keep(_ objects: [ItemObjects.Object], _ answers: [ItemObjects.Object]) throws(RoostError) {
        guard
            truth.count + objects.count <= Self.objectLimit, found.count + answers.count <= Self.objectLimit,
            truth.columns.masks.runCount <= Self.runLimit, found.columns.masks.runCount <= Self.runLimit
        else {
            throw RoostError(
                .tooLarge,
                "an evaluation takes \(Self.objectLimit) objects and answers each, and \(Self.runLimit) runs of masks; "
                    + "evaluate a subset"
            )
        }
        let image = witnesses.count
        for object in objects { try truth.append(object, image: image, hasMasks: overlap == .mask) }
        for answer in answers { try found.append(answer, image: image, hasMasks: overlap == .mask) }
    }
}

extension GroundTruthObjects {
    mutating func append(_ object: ItemObjects.Object, image: Int, hasMasks: Bool) throws(RoostError) {
        try append(
            image: image,
            label: object.label,
            box: object.box,
            area: object.area,
            isCrowd: object.isCrowd,
            mask: hasMasks ? object.mask : nil
        )
    }
}

extension DetectedObjects {
    mutating func append(_ answer: ItemObjects.Object, image: Int, hasMasks: Bool) throws(RoostError) {
        try append(
            image: image,
            label: answer.label,
            box: answer.box,
            score: answer.score,
            mask: hasMasks ? answer.mask : nil
        )
    }
}
