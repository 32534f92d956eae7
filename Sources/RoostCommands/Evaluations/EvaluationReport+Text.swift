import RoostClient

/// What people read of a report.
extension EvaluationReport {
    /// How many items there were, and what they were.
    var words: String {
        switch self {
        case .classification(let report): report.words
        case .detection(let report): report.items.words
        case .segmentation(let report): report.items.words
        case .panoptic(let report): report.items.words
        }
    }

    /// What numbers do not say.
    var fields: [Field] {
        switch self {
        case .classification: []
        case .detection(let report): report.fields
        case .segmentation(let report): report.fields
        case .panoptic(let report): report.fields
        }
    }

    var tables: [Table] {
        switch self {
        case .classification(let report): [report.classTable]
        case .detection(let report): [report.averageTable, report.classTable, report.errorTable]
        case .segmentation(let report): [report.classTable]
        case .panoptic(let report): [report.qualityTable, report.classTable]
        }
    }

    /// Metrics that people look for first.
    var firstMetrics: [String] {
        switch self {
        case .classification:
            ["accuracy", "balanced_accuracy", "f1_macro", "precision_macro", "recall_macro", "log_loss", "ece"]
        case .detection: ["precision", "recall", "f1"]
        case .segmentation: ["mean_iou", "mean_accuracy", "pixel_accuracy", "mean_dice", "frequency_weighted_iou"]
        case .panoptic: ["precision", "recall", "f1"]
        }
    }

    /// Metrics that the tables and fields have.
    var metricsShownElsewhere: Set<String> {
        let counts: Set<String> = ["count", "unlabeled", "ambiguous", "failed", "objects", "detections", "pixels"]
        switch self {
        case .classification, .segmentation: return counts
        case .detection(let report):
            let averages = report.averages.enumerated().flatMap { index, averages in
                DetectionReport.Averages.names.map { (index == 0 ? "" : averages.overlap.rawValue + "_") + $0 }
            }
            return counts.union(averages).union(["true_positives", "false_positives", "false_negatives"])
        case .panoptic:
            let qualities = ["pq", "sq", "rq"].flatMap { [$0, $0 + "_things", $0 + "_stuff"] }
            return counts.union(qualities)
        }
    }
}

extension ClassificationReport {
    fileprivate var words: String {
        let others = [(unlabeled, "without ground truth"), (ambiguous, "with several labels"), (failed, "failed")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        return (["\(correct) of \(count) right"] + others).joined(separator: ", ")
    }

    fileprivate var classTable: Table {
        let rows = perClass.map { entry in
            [
                entry.label, String(entry.support), String(entry.predicted), EvaluationText.share(entry.precision),
                EvaluationText.share(entry.recall), EvaluationText.share(entry.f1),
            ]
        }
        return Table(columns: ["label", "support", "answered", "precision", "recall", "f1"], rows: rows)
    }
}

extension ItemCounts {
    fileprivate var words: String {
        let others = [(unlabeled, "without ground truth"), (failed, "failed")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        return (["\(correct) of \(correct + incorrect) without a mistake"] + others).joined(separator: ", ")
    }
}
