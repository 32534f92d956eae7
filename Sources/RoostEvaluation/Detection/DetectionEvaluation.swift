import RoostEntities
import RoostThreads

/// Detections held against the ground truth as COCO does it.
///
/// All numbers equal those of pycocotools 2.0.11 to 1e-9, and those of boundary-iou-api for boundaries. Boxes and scores
/// are compared as doubles.
package struct DetectionEvaluation: Sendable {
    package let report: DetectionNumbers
    let matching: DetectionMatching

    /// Evaluates on `width` of the threads.
    ///
    /// - Parameters:
    ///   - detections: on the same images, with the same labels.
    ///   - truth: what is there.
    ///   - overlap: what of a detection and an object is compared; masks must be there if it is not boxes.
    ///   - settings: thresholds, sizes and limits.
    ///   - threads: where the work is done, never on the caller's.
    ///   - width: into how many parts the work is cut, at least one.
    /// - Returns: the numbers, and what they were taken from.
    /// - Throws: `invalidArgument` if the two are not about the same images and labels, or masks are missing or of
    ///   different sizes on one image.
    package static func evaluate(
        _ detections: DetectedObjects,
        against truth: GroundTruthObjects,
        by overlap: DetectionOverlap = .box,
        settings: DetectionSettings = .coco,
        on threads: BlockingThreads,
        width: Int = 1
    ) async throws(RoostError) -> DetectionEvaluation {
        let crew = Crew(threads: threads, width: width)
        let overlaps = try await crew.overlaps(of: detections, and: truth, by: overlap)
        let plan = await threads.run { DetectionPlan(settings: settings, overlaps: overlaps) }
        let parts = await crew.map(plan.imageParts(width)) { images in
            var matcher = ImageMatcher(plan)
            for image in images { matcher.match(image: image) }
            return matcher.matches
        }
        let matching = await threads.run { DetectionMatching(plan, parts: parts) }
        let tallies = await crew.map(plan.labelParts(width)) { LabelTally(matching, labels: $0) }
        return DetectionEvaluation(report: DetectionNumbers(plan, tallies), matching: matching)
    }

    /// The twelve numbers of all labels.
    package var summary: DetectionSummary { DetectionSummary(report) }

    /// Precision by recall.
    ///
    /// - Parameters:
    ///   - label: from 0.
    ///   - area: an index into the ranges of sizes.
    ///   - threshold: an index into the thresholds.
    /// - Returns: `nil` if there is nothing to be found.
    package func curve(label: Int, area: Int = 0, threshold: Int = 0) -> DetectionCurve? {
        let settings = report.settings
        let truthCount = report.truthCount(label: label, area: area)
        guard truthCount > 0 else { return nil }
        let track = matching.sweep(label: label).tracks[area * settings.thresholds.count + threshold]
        let order = matching.plan.order
        let allScores = matching.plan.overlaps.detections.scores
        var precisions = [Double](repeating: 0, count: settings.recallPoints.count)
        var scores = precisions
        track.forEachPrecision(at: settings.recallPoints, truthCount: truthCount) { point, precision, index in
            precisions[point] = precision
            scores[point] = allScores[Int(order.rows[Int(track.places[index])])]
        }
        // A recall of nothing is reached by the first detection, right or wrong.
        let places = order.labelStarts[label]..<order.labelStarts[label + 1]
        if settings.recallPoints[0] == 0, let first = places.first {
            scores[0] = allScores[Int(order.rows[first])]
        }
        return DetectionCurve(recalls: settings.recallPoints, precisions: precisions, scores: scores)
    }
}
