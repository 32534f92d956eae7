/// Right and wrong answers about objects, at a working threshold.
public struct ObjectCounts: Sendable, Codable, Hashable {
    /// Objects that were found.
    public var truePositives: Int
    /// Answers that are wrong.
    public var falsePositives: Int
    /// Objects that were not found.
    public var falseNegatives: Int

    package init(truePositives: Int = 0, falsePositives: Int = 0, falseNegatives: Int = 0) {
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.falseNegatives = falseNegatives
    }

    /// 0 where there are no answers, as scikit-learn has it with `zero_division=0`.
    public var precision: Double { Self.share(truePositives, of: truePositives + falsePositives) }

    /// 0 where there are no objects.
    public var recall: Double { Self.share(truePositives, of: truePositives + falseNegatives) }

    /// 0 where there are neither.
    public var f1: Double { Self.share(2 * truePositives, of: 2 * truePositives + falsePositives + falseNegatives) }

    package static func += (left: inout Self, right: Self) {
        left.truePositives += right.truePositives
        left.falsePositives += right.falsePositives
        left.falseNegatives += right.falseNegatives
    }

    var areCounts: Bool { ReportCheck.sum([truePositives, falsePositives, falseNegatives]) >= 0 }

    private static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
