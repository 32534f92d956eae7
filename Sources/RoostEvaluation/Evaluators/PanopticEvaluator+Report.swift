import RoostEntities
import RoostThreads

extension PanopticEvaluator {
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
            var content = content
            content.isStuff = classes.labels.indices.map { isStuff($0) ? 1 : 0 }
            return (
                .panoptic(report()), Evidence(labels: classes.labels, items: witnesses, content: .panoptic(content))
            )
        }
    }

    private func report() -> PanopticReport {
        PanopticReport(
            labels: classes.labels,
            unknownLabels: classes.unknown,
            items: items,
            perClass: classes.labels.enumerated().map { label, name in
                PanopticReport.PerClass(
                    label: name,
                    isStuff: isStuff(label),
                    truePositives: tally[label].truePositives,
                    overlap: overlaps.indices.contains(label) ? overlaps[label] : 0,
                    errors: tally[label].errors
                )
            }
        )
    }
}
