import Foundation
import RoostEntities

/// A finished training: the new model's files and what is to be recorded about them.
package struct TrainedModel: Sendable {
    /// Holds the new version's files, and nothing else.
    package let folder: URL
    /// What the new model can say, in the order of its outputs.
    package let labels: [String]
    /// All settings, those that were left out too.
    package let settings: [String: JSONValue]
    package let summary: TrainingSummary
}

/// How a training went.
package struct TrainingSummary: Sendable, Hashable, Codable {
    /// Items the model learnt from.
    package var trained: Int
    /// Items it was checked against while it learnt.
    package var validated: Int
    /// Items nobody has labelled, items with several labels, items of labels that are not learnt: left out.
    package var unlabeled: Int
    package var ambiguous: Int
    package var unknown: Int
    /// Items that could not be read: left out.
    package var failed: Int
    /// The step whose parameters were kept, and the last one.
    package var bestIteration: Int
    package var iterations: Int
    /// Why it ended, as a sentence.
    package var reason: String
    /// Of the parameters that were kept.
    package var metrics: [String: Double]

    package init(
        trained: Int,
        validated: Int,
        unlabeled: Int = 0,
        ambiguous: Int = 0,
        unknown: Int = 0,
        failed: Int = 0,
        bestIteration: Int,
        iterations: Int,
        reason: String,
        metrics: [String: Double]
    ) {
        self.trained = trained
        self.validated = validated
        self.unlabeled = unlabeled
        self.ambiguous = ambiguous
        self.unknown = unknown
        self.failed = failed
        self.bestIteration = bestIteration
        self.iterations = iterations
        self.reason = reason
        self.metrics = metrics
    }
}
