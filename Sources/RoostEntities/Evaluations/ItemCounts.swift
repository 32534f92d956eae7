/// How many items a detector or segmenter was judged on, by what came of them.
public struct ItemCounts: Sendable, Codable, Hashable {
    /// Without any error at the working threshold.
    public var correct: Int
    public var incorrect: Int
    /// Items whose ground truth has no pixel, so that nothing can be said.
    public var unlabeled: Int
    /// Items that the version had no answer for.
    public var failed: Int

    package init(correct: Int = 0, incorrect: Int = 0, unlabeled: Int = 0, failed: Int = 0) {
        self.correct = correct
        self.incorrect = incorrect
        self.unlabeled = unlabeled
        self.failed = failed
    }

    /// All of them; -1 when the numbers cannot be counts.
    public var total: Int { ReportCheck.sum([correct, incorrect, unlabeled, failed]) }

    package mutating func count(_ kind: Outcome.Kind) {
        switch kind {
        case .correct: correct += 1
        case .incorrect: incorrect += 1
        case .unlabeled, .ambiguous: unlabeled += 1
        case .failed: failed += 1
        }
    }

    var byKind: [Outcome.Kind: Int] {
        [.correct: correct, .incorrect: incorrect, .unlabeled: unlabeled, .failed: failed]
    }
}
