extension PanopticReport {
    /// The numbers about the whole by flat names, such as `pq` and `sq_things`; undefined ones are left out.
    public var summary: [String: Double] {
        let counts = perClass.reduce(into: ObjectCounts()) { $0 += $1.counts }
        var metrics: [String: Double] = [
            "count": Double(items.total), "unlabeled": Double(items.unlabeled), "failed": Double(items.failed),
            "objects": Double(perClass.reduce(0) { $0 + $1.objects }), "precision": counts.precision,
            "recall": counts.recall, "f1": counts.f1,
        ]
        for (suffix, quality) in [("", all), ("_things", things), ("_stuff", stuff)] {
            metrics["pq" + suffix] = quality?.pq
            metrics["sq" + suffix] = quality?.sq
            metrics["rq" + suffix] = quality?.rq
        }
        return metrics
    }

    /// The ``summary`` and the numbers of each class, such as `pq("car")`.
    public var metrics: [String: Double] {
        var metrics = summary
        for entry in perClass {
            let name = { (metric: String) in MetricName.flat(metric, label: entry.label) }
            metrics[name("objects")] = Double(entry.objects)
            metrics[name("pq")] = entry.quality?.pq
            metrics[name("sq")] = entry.quality?.sq
            metrics[name("rq")] = entry.quality?.rq
            metrics[name("precision")] = entry.counts.precision
            metrics[name("recall")] = entry.counts.recall
            metrics[name("f1")] = entry.counts.f1
        }
        return metrics
    }

    /// Of numbers about the whole, defined or not.
    static let summaryNames: Set<String> = [
        "count", "unlabeled", "failed", "objects", "precision", "recall", "f1", "pq", "sq", "rq", "pq_things",
        "sq_things", "rq_things", "pq_stuff", "sq_stuff", "rq_stuff",
    ]
}
