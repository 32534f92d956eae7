/// How many errors there are of each type, and how much average precision each type costs.
///
/// With verdicts by the rule ``DetectionVerdicts/Rule/tide`` all numbers equal those of tidecv 1.0.1, which counts
/// precision in percent.
package struct DetectionErrors: Sendable, Hashable {
    /// A type of error that is a detection's; `missed` is an object's.
    package enum Kind: Sendable, Hashable, CaseIterable {
        case classification, localization, both, duplicate, background, missed
    }

    /// The mean average precision over the labels with detections or objects, 0 to 1; `nil` if there is none.
    package let averagePrecision: Double?
    package let counts: [Kind: Int]
    /// By how much precision grows if all errors of one type, and these alone, are put right; at least 0.
    package let costs: [Kind: Double]
    /// By how much precision grows if what is wrong is less sure than all that is right.
    package let falsePositiveCost: Double
    /// By how much precision grows if what was not found is not looked for.
    package let falseNegativeCost: Double

    /// Takes as long as sorting the detections.
    package init(_ verdicts: DetectionVerdicts) {
        let repairs = DetectionRepairs(verdicts)
        let current = repairs.averagePrecision()
        averagePrecision = current
        counts = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, repairs.count($0)) })
        let gain = { (repaired: Double?) in (repaired ?? 0) - (current ?? 0) }
        costs = Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { ($0, max(0, gain(repairs.averagePrecision(repairing: $0)))) }
        )
        falsePositiveCost = gain(repairs.averagePrecision(wrongLast: true))
        falseNegativeCost = gain(repairs.averagePrecision(missedCount: false))
    }
}

extension DetectionErrors.Kind {
    init?(_ verdict: DetectionVerdicts.Detection) {
        switch verdict {
        case .truePositive, .beyondLimit: return nil
        case .classification: self = .classification
        case .localization: self = .localization
        case .both: self = .both
        case .duplicate: self = .duplicate
        case .background: self = .background
        }
    }
}
