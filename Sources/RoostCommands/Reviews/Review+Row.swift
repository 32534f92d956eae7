import Foundation
import RoostClient

extension ReviewedItem: Row {
    static var columns: [String] { ["item", "path", "truth", "answer", "confidence"] }

    var cells: [String] {
        [
            outcome.itemID.description, outcome.path.text, outcome.truth ?? "–",
            outcome.predicted ?? outcome.failure ?? "–", outcome.confidence.map(EvaluationText.share) ?? "",
        ]
    }

    /// What came after.
    init(_ item: ChangedItem) {
        self.init(outcome: item.after, digest: item.digest)
    }
}

extension ChangedItem: Row {
    static var columns: [String] { ["change", "item", "path", "truth", "before", "after"] }

    var cells: [String] {
        [
            change.rawValue, after.itemID.description, after.path.text, after.truth ?? "–", before.answer, after.answer,
        ]
    }
}

extension Outcome {
    fileprivate var answer: String {
        [predicted ?? "–", confidence.map(EvaluationText.share) ?? ""].joined(separator: " ")
    }
}

extension ReviewCounts {
    var words: String {
        let others = [(failed, "failed"), (ambiguous, "with several labels"), (unlabeled, "without ground truth")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        let right = classes.reduce(0) { $0 + $1.correct }
        return (["\(incorrect) of \(incorrect + right) items were answered wrongly"] + others).joined(separator: ", ")
    }

    /// Classes with mistakes, most of them first.
    func show(on output: Output) throws {
        guard !output.json else { return try output.print(json: self) }
        let wrong = classes.filter { $0.falsePositives + $0.falseNegatives > 0 }
            .sorted { $0.falsePositives + $0.falseNegatives > $1.falsePositives + $1.falseNegatives }
        let rows = wrong.map { entry in
            [
                entry.label, String(entry.support), String(entry.correct), String(entry.falsePositives),
                String(entry.falseNegatives),
            ]
        }
        output.say(words)
        guard !rows.isEmpty else { return }
        let columns = ["label", "support", "right", "false positives", "false negatives"]
        output.print(Table(columns: columns, rows: rows).text)
    }
}

extension ChangeCounts {
    var words: String {
        "\(fixed) fixed, \(broken) broken, \(stillWrong) still wrong, \(stillRight) still right"
    }

    /// Classes with changes, most of them first.
    func show(on output: Output) throws {
        guard !output.json else { return try output.print(json: self) }
        let moved = classes.filter { $0.fixed + $0.broken + $0.stillWrong > 0 }
            .sorted { $0.fixed + $0.broken > $1.fixed + $1.broken }
        let rows = moved.map { entry in
            [
                entry.label, String(entry.fixed), String(entry.broken), String(entry.stillWrong),
                String(entry.stillRight),
            ]
        }
        output.say(words)
        guard !rows.isEmpty else { return }
        output.print(Table(columns: ["label", "fixed", "broken", "still wrong", "still right"], rows: rows).text)
    }
}
