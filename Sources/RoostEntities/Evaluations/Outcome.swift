/// What an evaluation found out about one item.
///
/// Of a classifier it has labels; of a detector or segmenter ``objects`` and ``quality``.
public struct Outcome: Sendable, Codable, Hashable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Answered with the right label; of objects: without any error at the working threshold.
        case correct
        case incorrect
        /// The item has no ground truth, so nothing is right or wrong about its answer.
        case unlabeled
        /// Its ground truth says several labels.
        case ambiguous
        /// The version had no answer for it.
        case failed
    }

    public let itemID: Identifier<Item>
    public let path: Artifact.Path
    public let kind: Kind
    /// The item's one label.
    public let truth: String?
    /// The most probable label.
    public let predicted: String?
    /// The probability of ``predicted``.
    public let confidence: Double?
    /// The probability of ``truth``; `nil` when the version does not know that label.
    public let truthProbability: Double?
    /// Where ``truth`` stands among the labels by falling probability, 1 when it is the answer.
    public let truthRank: Int?
    /// Why there is no answer.
    public let failure: String?
    /// What became of the item's objects; only detectors and segmenters have it.
    public let objects: ObjectCounts?
    /// F1 of an item's objects at the working threshold, mean IoU of its labels, or its panoptic quality; 0 to 1.
    public let quality: Double?

    package init(
        itemID: Identifier<Item>,
        path: Artifact.Path,
        kind: Kind,
        truth: String? = nil,
        predicted: String? = nil,
        confidence: Double? = nil,
        truthProbability: Double? = nil,
        truthRank: Int? = nil,
        failure: String? = nil,
        objects: ObjectCounts? = nil,
        quality: Double? = nil
    ) {
        self.itemID = itemID
        self.path = path
        self.kind = kind
        self.truth = truth
        self.predicted = predicted
        self.confidence = confidence
        self.truthProbability = truthProbability
        self.truthRank = truthRank
        self.failure = failure
        self.objects = objects
        self.quality = quality
    }
}
