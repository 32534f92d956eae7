import RoostEntities
import RoostThreads

extension SegmentationEvaluator {
    /// Everything about the items that were added.
    ///
    /// - Parameters:
    ///   - threads: where the work is done, never on the caller's.
    ///   - width: nothing is left to spread over several.
    /// - Returns: the report, and what comparisons are made from.
    package func finish(
        on threads: BlockingThreads,
        width: Int = 1
    ) async -> (report: EvaluationReport, evidence: Evidence) {
        await threads.run {
            (
                .segmentation(report()),
                Evidence(labels: classes.labels, items: witnesses, content: .segmentation(content))
            )
        }
    }

    private func report() -> SegmentationReport {
        let shown = cells.shown(classes.labels)
        return SegmentationReport(
            labels: classes.labels,
            unknownLabels: classes.unknown,
            items: items,
            unlabeledAs: unlabeledAs,
            ignoredPixels: ignoredPixels,
            perClass: classes.labels.enumerated().map { label, name in
                let pixels = pixels.indices.contains(label) ? pixels[label] : Pixels()
                return SegmentationReport.PerClass(
                    label: name,
                    pixels: pixels.truth,
                    predicted: pixels.predicted,
                    intersection: pixels.shared,
                    truePositives: tally[label].truePositives,
                    errors: tally[label].errors
                )
            },
            confusion: shown.cells,
            otherConfusion: shown.rest
        )
    }
}
