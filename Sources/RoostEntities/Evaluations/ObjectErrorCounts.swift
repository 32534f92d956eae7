/// How many errors of each type there are among answers and objects, at a working threshold.
public struct ObjectErrorCounts: Sendable, Codable, Hashable {
    public var classification: Int
    public var localization: Int
    public var both: Int
    public var duplicate: Int
    public var background: Int
    public var missed: Int
    public var mistaken: Int

    package init() {
        classification = 0
        localization = 0
        both = 0
        duplicate = 0
        background = 0
        missed = 0
        mistaken = 0
    }

    /// Wrong answers.
    public var falsePositives: Int { ReportCheck.sum([classification, localization, both, duplicate, background]) }

    /// Objects that were not found.
    public var falseNegatives: Int { ReportCheck.sum([missed, mistaken]) }

    package mutating func count(_ kind: ObjectOutcome.Kind, _ number: Int = 1) {
        switch kind {
        case .truePositive: break
        case .classification: classification += number
        case .localization: localization += number
        case .both: both += number
        case .duplicate: duplicate += number
        case .background: background += number
        case .missed: missed += number
        case .mistaken: mistaken += number
        }
    }

    /// Those of one type; 0 for what is right.
    public subscript(_ kind: ObjectOutcome.Kind) -> Int {
        switch kind {
        case .truePositive: 0
        case .classification: classification
        case .localization: localization
        case .both: both
        case .duplicate: duplicate
        case .background: background
        case .missed: missed
        case .mistaken: mistaken
        }
    }
}
