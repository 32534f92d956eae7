import RoostEntities
import RoostThreads

extension DetectionEvaluator {
    /// The share of an image's diagonal that a boundary is wide.
    private static let boundaryShare = 0.02

    /// Everything about the items that were added; to the last bit the same on any number of threads.
    ///
    /// - Parameters:
    ///   - threads: where the work is done, never on the caller's.
    ///   - width: into how many parts the work is cut, at least one.
    /// - Returns: the report, and what comparisons are made from.
    /// - Throws: `invalidArgument` for masks that cannot be compared.
    package func finish(
        on threads: BlockingThreads,
        width: Int = 1
    ) async throws(RoostError) -> (report: EvaluationReport, evidence: Evidence) {
        let (truth, found) = limited()
        let main: DetectionOverlap = overlap == .box ? .box : .mask
        let evaluation = try await DetectionEvaluation.evaluate(
            found,
            against: truth,
            by: main,
            on: threads,
            width: width
        )
        var averages = [DetectionReport.Averages(overlap: overlap, values: evaluation.summary.values)]
        if overlap == .mask {
            for (name, other) in [
                (DetectionReport.Overlap.box, DetectionOverlap.box), (.boundary, .boundary(share: Self.boundaryShare)),
            ] {
                let besides = try await DetectionEvaluation.evaluate(
                    found,
                    against: truth,
                    by: other,
                    on: threads,
                    width: width
                )
                averages.append(DetectionReport.Averages(overlap: name, values: besides.summary.values))
            }
        }
        let verdicts = try await DetectionVerdicts(
            of: found,
            against: truth,
            rule: .tide,
            by: main,
            on: threads,
            width: width
        )
        let all = averages
        return await threads.run {
            let errors = DetectionErrors(verdicts)
            return (
                .detection(report(evaluation, averages: all, errors: errors, truth: truth)), evidence(evaluation, truth)
            )
        }
    }

    /// Objects and answers, with as many images and labels as there were.
    private func limited() -> (truth: GroundTruthObjects, found: DetectedObjects) {
        var (truth, found) = (truth, found)
        truth.limit(imageCount: witnesses.count, labelCount: classes.labels.count)
        found.limit(imageCount: witnesses.count, labelCount: classes.labels.count)
        return (truth, found)
    }

    private func report(
        _ evaluation: DetectionEvaluation,
        averages: [DetectionReport.Averages],
        errors: DetectionErrors,
        truth: GroundTruthObjects
    ) -> DetectionReport {
        var (objects, detections) = (classes.labels.map { _ in 0 }, classes.labels.map { _ in 0 })
        for (object, label) in truth.columns.labels.enumerated() where !truth.crowds[object] {
            objects[Int(label)] += 1
        }
        for label in found.columns.labels { detections[Int(label)] += 1 }
        let perClass = classes.labels.enumerated().map { label, name in
            DetectionReport.PerClass(
                label: name,
                objects: objects[label],
                detections: detections[label],
                averages: DetectionReport.Averages(
                    overlap: overlap,
                    values: DetectionSummary(evaluation.report, label: label).values
                ),
                truePositives: tally[label].truePositives,
                errors: tally[label].errors,
                curve: evaluation.curve(label: label).map(DetectionReport.Curve.init)
            )
        }
        return DetectionReport(
            labels: classes.labels,
            unknownLabels: classes.unknown,
            averages: averages,
            items: items,
            objects: objects.reduce(0, +),
            crowds: truth.crowds.count { $0 },
            detections: found.count,
            threshold: threshold,
            matchingOverlap: Self.matchingOverlap,
            errors: DetectionReport.ErrorCosts(errors),
            perClass: perClass,
            confusion: tally.confusion.sorted { $0.key < $1.key }.map { pair, count in
                ClassificationReport.Cell(
                    truth: classes.labels[pair.truth],
                    predicted: classes.labels[pair.predicted],
                    count: count
                )
            }
        )
    }

    private func evidence(_ evaluation: DetectionEvaluation, _ truth: GroundTruthObjects) -> Evidence {
        var content = DetectionEvidence()
        content.threshold = threshold
        var object = 0
        for image in 0..<witnesses.count {
            while object < truth.count, truth.columns.images[object] == image {
                if !truth.crowds[object] {
                    content.objectLabels.append(truth.columns.labels[object])
                    content.isFound.append(isFound[object] ? 1 : 0)
                }
                object += 1
            }
            content.objects.close(at: content.objectLabels.count)
            evaluation.matching.appendAnswers(of: image, to: &content)
            content.answers.close(at: content.answerLabels.count)
        }
        return Evidence(labels: classes.labels, items: witnesses, content: .detection(content))
    }
}

extension DetectionMatching {
    /// Adds what became of the answers for one image, in objects of all sizes, the first range of COCO's settings.
    fileprivate func appendAnswers(of image: Int, to content: inout DetectionEvidence) {
        let (columns, areas) = (plan.overlaps.detections.columns, plan.settings.areas.count)
        let thresholds = UInt16((1 << plan.settings.thresholds.count) - 1)
        for place in plan.placesByImage[image] {
            let (row, index) = (Int(plan.order.rows[Int(place)]), indexes[Int(place)])
            guard index != Self.dropped else { continue }
            let bits = index == Self.unmatched ? DetectionMatches.Bits() : matches.bits[Int(index) * areas]
            let outside = plan.outsides[row] & 1 == 0 ? 0 : thresholds & ~bits.matched
            content.answerLabels.append(columns.labels[row])
            content.scores.append(plan.overlaps.detections.scores[row])
            content.right.append(bits.matched & ~bits.ignored)
            content.ignored.append(bits.ignored | outside)
        }
    }
}

extension DetectionReport.Curve {
    /// Up to the last recall that is reached.
    fileprivate init(_ curve: DetectionCurve) {
        let count = (curve.precisions.lastIndex { $0 > 0 } ?? -1) + 1
        self.init(precisions: Array(curve.precisions.prefix(count)), scores: Array(curve.scores.prefix(count)))
    }
}

extension DetectionReport.ErrorCosts {
    fileprivate init(_ errors: DetectionErrors) {
        self.init(
            ap: errors.averagePrecision,
            kinds: DetectionErrors.Kind.allCases.map { kind in
                Entry(
                    kind: ObjectOutcome.Kind(kind),
                    count: errors.counts[kind] ?? 0,
                    cost: errors.costs[kind] ?? 0
                )
            },
            falsePositiveCost: errors.falsePositiveCost,
            falseNegativeCost: errors.falseNegativeCost
        )
    }
}

extension ObjectOutcome.Kind {
    fileprivate init(_ kind: DetectionErrors.Kind) {
        switch kind {
        case .classification: self = .classification
        case .localization: self = .localization
        case .both: self = .both
        case .duplicate: self = .duplicate
        case .background: self = .background
        case .missed: self = .missed
        }
    }
}
