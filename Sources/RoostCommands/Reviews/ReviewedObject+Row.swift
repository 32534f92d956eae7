import RoostClient

extension ReviewedObject: Row {
    static var columns: [String] { ["path", "kind", "truth", "answer", "score", "overlap", "box"] }

    var cells: [String] {
        [
            outcome.path.text, outcome.kind.rawValue, outcome.truth ?? "–", outcome.predicted ?? "–",
            outcome.score.map(EvaluationText.share) ?? "", outcome.overlap.map(EvaluationText.share) ?? "",
            outcome.box,
        ]
    }

    /// What came after.
    init(_ changed: ChangedObject) {
        self.init(outcome: changed.after, digest: changed.digest)
    }
}

extension ChangedObject: Row {
    static var columns: [String] { ["change", "path", "truth", "before", "after", "box"] }

    var cells: [String] {
        [
            change.rawValue, after.path.text, after.truth ?? "–", before.judgement, after.judgement, after.truthBox,
        ]
    }
}

extension ObjectOutcome {
    /// Around what was said, or else around what is there.
    fileprivate var box: String { (predictedGeometry ?? truthGeometry)?.boundingBox?.words ?? "" }

    fileprivate var truthBox: String { truthGeometry?.boundingBox?.words ?? "" }

    fileprivate var judgement: String {
        [kind == .truePositive ? "found" : kind.rawValue, score.map(EvaluationText.share) ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// An item of a detector or segmenter, as a review lists it.
struct JudgedItem: Row, Encodable {
    let reviewed: ReviewedItem

    static var columns: [String] { ["item", "path", "quality", "found", "false positives", "false negatives"] }

    var cells: [String] {
        let outcome = reviewed.outcome
        return [
            outcome.itemID.description, outcome.path.text,
            outcome.quality.map(EvaluationText.share) ?? outcome.failure ?? "–",
            outcome.objects.map { String($0.truePositives) } ?? "",
            outcome.objects.map { String($0.falsePositives) } ?? "",
            outcome.objects.map { String($0.falseNegatives) } ?? "",
        ]
    }

    func encode(to encoder: any Encoder) throws { try reviewed.encode(to: encoder) }
}

extension ReviewCounts {
    /// How many objects came out how, in a sentence.
    var objectWords: String {
        let all = objects ?? []
        let sum = { (count: (Objects) -> Int) in all.reduce(0) { $0 + count($1) } }
        return "\(sum(\.truePositives)) of \(sum(\.objects)) objects found, \(sum(\.falsePositives)) false positives, "
            + "\(sum(\.falseNegatives)) false negatives, on \(incorrect) items with a mistake"
    }

    /// Types of mistake with their cost, then classes with mistakes, most of them first.
    func showObjects(of evaluation: Evaluation, on output: Output) throws {
        guard !output.json else { return try output.print(json: self) }
        output.say(objectWords)
        let all = objects ?? []
        let costs = evaluation.report?.detection?.errors.kinds ?? []
        let kinds = ObjectOutcome.Kind.allCases.filter { $0 != .truePositive }.map { kind in
            [
                kind.rawValue, String(all.reduce(0) { $0 + $1.errors[kind] }),
                costs.first { $0.kind == kind }.map { EvaluationText.share($0.cost) } ?? "",
            ]
        }
        output.print(Table(columns: ["mistake", "count", "cost in ap_50"], rows: kinds).text)
        let wrong = all.filter { $0.falsePositives + $0.falseNegatives > 0 }
            .sorted { $0.falsePositives + $0.falseNegatives > $1.falsePositives + $1.falseNegatives }
        guard !wrong.isEmpty else { return }
        let kept = ObjectOutcome.Kind.allCases.filter { kind in
            kind != .truePositive && wrong.contains { $0.errors[kind] > 0 }
        }
        let rows = wrong.map { entry in
            [entry.label, String(entry.objects), String(entry.truePositives)] + kept.map { String(entry.errors[$0]) }
        }
        output.print("\n" + Table(columns: ["label", "objects", "found"] + kept.map(\.rawValue), rows: rows).text)
    }
}
