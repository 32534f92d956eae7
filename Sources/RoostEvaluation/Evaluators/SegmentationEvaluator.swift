import RoostEntities

/// Judges labels of pixels against the ground truth, item by item.
///
/// Masks and polygons are painted in their order, later over earlier. Pixels that none covers have no label: in the
/// ground truth they are left out, unless they are told to have one; in answers they are wrong. Items that the version
/// has no answer for count: their pixels were given no label. Takes memory by labels, and a few bytes for every label
/// on an item.
package struct SegmentationEvaluator: ObjectEvaluating {
    /// Labels on items that are kept at most.
    package static let regionLimit = 50_000_000
    /// The overlap from which a label's region on an item is found.
    private static let matchingOverlap = 0.5

    /// What is known about one label's pixels.
    struct Pixels: Sendable {
        var shared = 0
        var truth = 0
        var predicted = 0
    }

    private let raster: OutlineRaster
    let unlabeledAs: String?
    private(set) var classes: ClassNumbers
    private(set) var pixels: [Pixels] = []
    private(set) var cells = PixelCells()
    private(set) var ignoredPixels = 0
    private(set) var items = ItemCounts()
    private(set) var tally = ClassTally()
    private(set) var witnesses = EvidenceItems()
    private(set) var content = SegmentationEvidence()

    /// An evaluator for a version with these labels.
    ///
    /// - Parameters:
    ///   - labels: The version's.
    ///   - unlabeledAs: The label of pixels that no annotation covers; `nil` leaves them out.
    ///   - raster: Draws polygons.
    /// - Throws: `failedPrecondition` without labels.
    package init(
        labels: [String],
        unlabeledAs: String? = nil,
        raster: @escaping OutlineRaster
    ) throws(RoostError) {
        self.raster = raster
        self.unlabeledAs = unlabeledAs
        classes = try ClassNumbers(labels)
        if let unlabeledAs { _ = try classes.number(ofTruth: unlabeledAs) }
    }

    /// Judges the answer for an item.
    ///
    /// - Parameters:
    ///   - item: with its ground truth.
    ///   - prediction: masks by label, or why there are none.
    /// - Returns: the item's outcome, and what became of each label on it.
    /// - Throws: `failedPrecondition` for answers that are no masks, masks of another size than the image, and labels
    ///   that are none of the version's; `tooLarge` beyond the limits.
    package mutating func add(
        item: SnapshotItem,
        prediction: Prediction
    ) throws(RoostError) -> (outcome: Outcome, objects: [ObjectOutcome]) {
        let background = try unlabeledAs.map { label throws(RoostError) in try classes.number(ofTruth: label) + 1 } ?? 0
        var truth = try Canvas(item, background: UInt16(background))
        var places: [Int: Int] = [:]
        for (place, draft) in item.annotations.enumerated() {
            guard let mask = try item.mask(of: draft.geometry, "an annotation's mask on", raster: raster) else {
                continue
            }
            let label = try classes.number(ofTruth: draft.label)
            truth.paint(mask, UInt16(label + 1))
            if places[label] == nil { places[label] = place }
        }
        let answer = try answer(prediction, item)
        let regions = count(truth, answer, item)
        guard content.labels.count <= Self.regionLimit else {
            throw RoostError(
                .tooLarge,
                "an evaluation takes \(Self.regionLimit) labels on items; evaluate a subset"
            )
        }
        witnesses.add(item, hasFailed: prediction.failure != nil)
        var verdict = ItemVerdict(item)
        for (label, pixels) in regions {
            judge(label, pixels, truth, answer, place: places[label], &verdict)
        }
        let overlaps = regions.map { Double($0.pixels.shared) / Double($0.pixels.union) }
        let outcome = verdict.outcome(
            failure: prediction.failure,
            isLabeled: regions.contains { $0.pixels.truth > 0 },
            quality: overlaps.isEmpty ? nil : min(1, overlaps.reduce(0, +) / Double(overlaps.count))
        )
        items.count(outcome.kind)
        return (outcome, verdict.objects)
    }

    private func answer(_ prediction: Prediction, _ item: SnapshotItem) throws(RoostError) -> Canvas {
        var canvas = try Canvas(item)
        guard prediction.failure == nil else { return canvas }
        for draft in prediction.annotations {
            guard let mask = try item.mask(of: draft.geometry, "an answer's mask for", raster: raster) else {
                throw RoostError(
                    .failedPrecondition,
                    "the version answered a \(draft.geometry.kind.rawValue) for \(quoted(item.path.text)), which labels no "
                        + "pixels; a segmenter answers masks or polygons"
                )
            }
            canvas.paint(mask, UInt16(try classes.number(ofAnswer: draft.label, on: item) + 1))
        }
        return canvas
    }

    /// Counts the pixels of an item, and tells those of each label that occurs, by label.
    private mutating func count(
        _ truth: Canvas,
        _ answer: Canvas,
        _ item: SnapshotItem
    ) -> [(label: Int, pixels: Pixels)] {
        let count = classes.labels.count
        let overlaps = PanopticOverlaps(truth: truth.pixels, prediction: answer.pixels, segments: (count, count))
        var regions: [Int: Pixels] = [:]
        for pair in overlaps.pairs {
            guard pair.truth > 0 else {
                ignoredPixels += pair.count
                continue
            }
            regions[pair.truth - 1, default: Pixels()].truth += pair.count
            if pair.prediction > 0 { regions[pair.prediction - 1, default: Pixels()].predicted += pair.count }
            if pair.truth == pair.prediction {
                regions[pair.truth - 1, default: Pixels()].shared += pair.count
            } else {
                cells.add(pair.count, truth: pair.truth - 1, predicted: pair.prediction - 1)
            }
        }
        let sorted = regions.sorted { $0.key < $1.key }
        for (label, counts) in sorted {
            while pixels.count <= label { pixels.append(Pixels()) }
            pixels[label].shared += counts.shared
            pixels[label].truth += counts.truth
            pixels[label].predicted += counts.predicted
            content.labels.append(UInt16(label))
            content.shared.append(UInt32(counts.shared))
            content.truths.append(UInt32(counts.truth))
            content.predictions.append(UInt32(counts.predicted))
        }
        content.regions.close(at: content.labels.count)
        return sorted.map { ($0.key, $0.value) }
    }

    /// Says what became of one label: found, missed, there where it is not, or in the wrong place.
    private mutating func judge(
        _ label: Int,
        _ pixels: Pixels,
        _ truth: Canvas,
        _ answer: Canvas,
        place: Int?,
        _ verdict: inout ItemVerdict
    ) {
        let (name, value) = (classes.labels[label], UInt16(label + 1))
        let overlap = Double(pixels.shared) / Double(pixels.union)
        let there = { Geometry.mask(truth.mask(of: value)) }
        let said = { Geometry.mask(answer.mask(of: value)) }
        switch (pixels.truth > 0, pixels.predicted > 0) {
        case (_, false):
            tally.count(.missed, truth: label, predicted: nil)
            verdict.add(.missed, truth: name, object: place, truthGeometry: there())
        case (false, true):
            tally.count(.background, truth: nil, predicted: label)
            verdict.add(.background, predicted: name, predictedGeometry: said())
        case (true, true) where overlap >= Self.matchingOverlap:
            tally.count(.truePositive, truth: label, predicted: label)
            verdict.add(.truePositive, truth: name, predicted: name, overlap: overlap, object: place)
        case (true, true):
            let (there, said) = (there(), said())
            for kind in [ObjectOutcome.Kind.localization, .mistaken] {
                tally.count(kind, truth: label, predicted: label)
                verdict.add(
                    kind,
                    truth: name,
                    predicted: name,
                    overlap: overlap,
                    object: place,
                    truthGeometry: there,
                    predictedGeometry: said
                )
            }
        }
    }
}

extension SegmentationEvaluator.Pixels {
    /// Of truth and answer; never 0 for a label that occurs.
    var union: Int { truth + predicted - shared }
}
