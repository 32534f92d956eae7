import RoostClient

extension SegmentationReport {
    var fields: [Field] {
        let ignored = ignoredPixels > 0 ? ", \(ignoredPixels) without a label left out" : ""
        return [
            Field("pixels", "\(pixels)\(ignored)"),
            Field("unlabeled as", unlabeledAs),
            Field("never answered", unknownLabels.isEmpty ? nil : unknownLabels.joined(separator: ", ")),
        ]
    }

    var classTable: Table {
        let rows = perClass.map { entry in
            [
                entry.label, String(entry.pixels), String(entry.predicted), EvaluationText.share(entry.iou),
                EvaluationText.share(entry.accuracy), EvaluationText.share(entry.dice),
            ]
        }
        return Table(columns: ["label", "pixels", "answered", "iou", "accuracy", "dice"], rows: rows)
    }
}

extension PanopticReport {
    var fields: [Field] {
        [
            Field("segments", perClass.reduce(0) { $0 + $1.objects }),
            Field("stuff", stuffLabels.isEmpty ? nil : stuffLabels.joined(separator: ", ")),
            Field("never answered", unknownLabels.isEmpty ? nil : unknownLabels.joined(separator: ", ")),
        ]
    }

    var qualityTable: Table {
        let rows = [("all", all), ("things", things), ("stuff", stuff)].compactMap { name, quality in
            quality.map {
                [name, EvaluationText.share($0.pq), EvaluationText.share($0.sq), EvaluationText.share($0.rq)]
            }
        }
        return Table(columns: ["classes", "pq", "sq", "rq"], rows: rows)
    }

    var classTable: Table {
        let rows = perClass.map { entry in
            [
                entry.label, entry.isStuff ? "stuff" : "thing", String(entry.objects),
                EvaluationText.share(entry.quality?.pq), EvaluationText.share(entry.quality?.sq),
                EvaluationText.share(entry.quality?.rq), String(entry.counts.truePositives),
                String(entry.counts.falsePositives), String(entry.counts.falseNegatives),
            ]
        }
        let columns = ["label", "", "segments", "pq", "sq", "rq", "found", "false positives", "missed"]
        return Table(columns: columns, rows: rows)
    }
}
