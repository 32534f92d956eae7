extension ClassificationReport {
    /// The numbers about the whole by flat names, such as `accuracy` and `f1_macro`; undefined ones are left out.
    public var summary: [String: Double] {
        var metrics: [String: Double] = [
            "count": Double(count), "unlabeled": Double(unlabeled), "ambiguous": Double(ambiguous),
            "failed": Double(failed),
        ]
        metrics["accuracy"] = accuracy
        metrics["balanced_accuracy"] = balancedAccuracy
        for (k, share) in topK { metrics["top_\(k)_accuracy"] = share }
        for (name, averages) in [("macro", macro), ("micro", micro), ("weighted", weighted)] {
            metrics["precision_" + name] = averages?.precision
            metrics["recall_" + name] = averages?.recall
            metrics["f1_" + name] = averages?.f1
        }
        metrics["log_loss"] = logLoss
        metrics["brier"] = brier
        metrics["mcc"] = mcc
        metrics["kappa"] = kappa
        metrics["ece"] = calibration?.ece
        metrics["mce"] = calibration?.mce
        metrics["roc_auc_macro"] = rocAUC?.macro
        metrics["roc_auc_weighted"] = rocAUC?.weighted
        metrics["average_precision_macro"] = averagePrecision?.macro
        metrics["average_precision_weighted"] = averagePrecision?.weighted
        return metrics
    }

    /// The ``summary`` and the numbers of each class, such as `recall("3")`: what expressions and gates can name.
    public var metrics: [String: Double] {
        var metrics = summary
        for entry in perClass {
            let name = { (metric: String) in MetricName.flat(metric, label: entry.label) }
            metrics[name("support")] = Double(entry.support)
            metrics[name("precision")] = entry.precision
            metrics[name("recall")] = entry.recall
            metrics[name("f1")] = entry.f1
            metrics[name("roc_auc")] = entry.rocAUC
            metrics[name("average_precision")] = entry.averagePrecision
        }
        return metrics
    }

    /// Whether `name` is one of the ``summary``'s names, defined or not.
    static func isSummaryName(_ name: String) -> Bool {
        summaryNames.contains(name) || name.hasPrefix("top_") && name.hasSuffix("_accuracy")
    }

    private static let summaryNames: Set<String> = [
        "count", "unlabeled", "ambiguous", "failed", "accuracy", "balanced_accuracy", "precision_macro", "recall_macro",
        "f1_macro", "precision_micro", "recall_micro", "f1_micro", "precision_weighted", "recall_weighted",
        "f1_weighted", "log_loss", "brier", "mcc", "kappa", "ece", "mce", "roc_auc_macro", "roc_auc_weighted",
        "average_precision_macro", "average_precision_weighted",
    ]
}
