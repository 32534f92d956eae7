import RoostClient

extension DetectionReport {
    var fields: [Field] {
        let crowdWords = crowds > 0 ? ", \(crowds) crowds" : ""
        let at = "\(EvaluationText.share(threshold)), by \(overlap.rawValue) from \(matchingOverlap)"
        return [
            Field("objects", "\(objects)\(crowdWords)"),
            Field("detections", detections),
            Field("never answered", unknownLabels.isEmpty ? nil : unknownLabels.joined(separator: ", ")),
            Field("threshold", at),
            Field(
                "at it",
                "\(counts.truePositives) found, \(counts.falsePositives) false positives, "
                    + "\(counts.falseNegatives) false negatives"
            ),
        ]
    }

    /// COCO's numbers, by what is compared.
    var averageTable: Table {
        let rows = Averages.names.enumerated().map { index, name in
            [name] + averages.map { EvaluationText.share($0.values[index]) }
        }
        return Table(columns: ["COCO"] + averages.map(\.overlap.rawValue), rows: rows)
    }

    var classTable: Table {
        let rows = perClass.map { entry in
            [
                entry.label, String(entry.objects), String(entry.detections), EvaluationText.share(entry.ap),
                EvaluationText.share(entry.ap50), EvaluationText.share(entry.ap75), EvaluationText.share(entry.ar100),
                EvaluationText.share(entry.precision), EvaluationText.share(entry.recall),
                EvaluationText.share(entry.f1),
            ]
        }
        let columns = [
            "label", "objects", "detections", "ap", "ap_50", "ap_75", "ar_100", "precision", "recall", "f1",
        ]
        return Table(columns: columns, rows: rows)
    }

    /// TIDE's types of error: how many there are, and by how much the average precision at 0.5 would grow without them.
    var errorTable: Table {
        let rows = errors.kinds.map { entry in
            [entry.kind.rawValue, String(entry.count), EvaluationText.share(entry.cost)]
        }
        let sides = [
            ["all false positives", "", EvaluationText.share(errors.falsePositiveCost)],
            ["all false negatives", "", EvaluationText.share(errors.falseNegativeCost)],
        ]
        return Table(columns: ["error", "count", "cost in ap_50"], rows: rows + sides)
    }
}
