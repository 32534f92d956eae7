extension DetectionReport {
    /// The numbers about the whole by flat names, such as `ap` and `box_ap_50`; undefined ones are left out.
    public var summary: [String: Double] {
        var metrics: [String: Double] = [
            "count": Double(items.total), "failed": Double(items.failed), "objects": Double(objects),
            "detections": Double(detections), "true_positives": Double(counts.truePositives),
            "false_positives": Double(counts.falsePositives), "false_negatives": Double(counts.falseNegatives),
            "precision": precision, "recall": recall, "f1": f1,
        ]
        for (index, averages) in averages.enumerated() {
            let prefix = index == 0 ? "" : averages.overlap.rawValue + "_"
            for (name, value) in zip(Averages.names, averages.values) { metrics[prefix + name] = value }
        }
        return metrics
    }

    /// The ``summary``, what types of error cost, such as `cost_localization`, and the numbers of each class, such as
    /// `ap("cat")`.
    public var metrics: [String: Double] {
        var metrics = summary
        for entry in errors.kinds { metrics["cost_" + entry.kind.rawValue] = entry.cost }
        for entry in perClass {
            let name = { (metric: String) in MetricName.flat(metric, label: entry.label) }
            metrics[name("objects")] = Double(entry.objects)
            metrics[name("ap")] = entry.ap
            metrics[name("ap_50")] = entry.ap50
            metrics[name("ap_75")] = entry.ap75
            metrics[name("ar_100")] = entry.ar100
            metrics[name("precision")] = entry.precision
            metrics[name("recall")] = entry.recall
            metrics[name("f1")] = entry.f1
        }
        return metrics
    }

    /// Of numbers about the whole, defined or not.
    static let summaryNames: Set<String> = {
        var names: Set<String> = [
            "count", "failed", "objects", "detections", "true_positives", "false_positives", "false_negatives",
            "precision", "recall", "f1",
        ]
        for name in Averages.names {
            names.insert(name)
            for overlap in Overlap.allCases { names.insert(overlap.rawValue + "_" + name) }
        }
        for kind in ObjectOutcome.Kind.allCases { names.insert("cost_" + kind.rawValue) }
        return names
    }()
}
