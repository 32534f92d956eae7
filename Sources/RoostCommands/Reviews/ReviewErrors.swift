import ArgumentParser
import RoostClient

/// Which mistakes a review shows, of items and of objects alike.
enum ReviewErrors: String, CaseIterable, ExpressibleByArgument {
    case any
    case falsePositive = "false-positive"
    case falseNegative = "false-negative"
    case classification, localization, both, duplicate, background, missed, mistaken
    case truePositive = "true-positive"
    case failed, ambiguous, unlabeled

    /// `nil` for what only objects have.
    var ofItems: ReviewFilter.Errors? { ReviewFilter.Errors(rawValue: rawValue) }

    /// `nil` for what only items have.
    var ofObjects: ObjectFilter.Errors? { ObjectFilter.Errors(rawValue: rawValue) }
}
