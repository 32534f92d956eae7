extension SegmentationReport {
    /// What is taken from the numbers of all classes.
    struct Means {
        let pixels: Int
        let iou: Double?
        let accuracy: Double?
        let pixelAccuracy: Double?
        let dice: Double?
        let frequencyWeightedIoU: Double?

        init(_ classes: [PerClass]) {
            let pixels = classes.reduce(0) { $0 + $1.pixels }
            let share = { (part: Double) in pixels == 0 ? nil : part / Double(pixels) }
            self.pixels = pixels
            iou = Self.mean(classes.compactMap(\.iou))
            accuracy = Self.mean(classes.compactMap(\.accuracy))
            pixelAccuracy = share(Double(classes.reduce(0) { $0 + $1.intersection }))
            dice = Self.mean(classes.compactMap(\.dice))
            frequencyWeightedIoU = share(classes.reduce(0) { $0 + Double($1.pixels) * ($1.iou ?? 0) })
        }

        private static func mean(_ values: [Double]) -> Double? {
            values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }

    /// The numbers about the whole by flat names, such as `mean_iou`; undefined ones are left out.
    public var summary: [String: Double] {
        let counts = perClass.reduce(into: ObjectCounts()) { $0 += $1.counts }
        var metrics: [String: Double] = [
            "count": Double(items.total), "unlabeled": Double(items.unlabeled), "failed": Double(items.failed),
            "pixels": Double(pixels), "precision": counts.precision, "recall": counts.recall, "f1": counts.f1,
        ]
        metrics["mean_iou"] = meanIoU
        metrics["mean_accuracy"] = meanAccuracy
        metrics["pixel_accuracy"] = pixelAccuracy
        metrics["mean_dice"] = meanDice
        metrics["frequency_weighted_iou"] = frequencyWeightedIoU
        return metrics
    }

    /// The ``summary`` and the numbers of each class, such as `iou("road")`.
    public var metrics: [String: Double] {
        var metrics = summary
        for entry in perClass {
            let name = { (metric: String) in MetricName.flat(metric, label: entry.label) }
            metrics[name("pixels")] = Double(entry.pixels)
            metrics[name("iou")] = entry.iou
            metrics[name("accuracy")] = entry.accuracy
            metrics[name("dice")] = entry.dice
        }
        return metrics
    }

    /// Of numbers about the whole, defined or not.
    static let summaryNames: Set<String> = [
        "count", "unlabeled", "failed", "pixels", "precision", "recall", "f1", "mean_iou", "mean_accuracy",
        "pixel_accuracy", "mean_dice", "frequency_weighted_iou",
    ]
}
