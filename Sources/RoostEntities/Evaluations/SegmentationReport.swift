/// How well the pixels of images were labelled: intersection over union and accuracies over the whole set.
///
/// Sums are taken over all images before they are divided, as Hugging Face's `mean_iou` does it. What nothing can be
/// said about is `nil`. Every formula is in `docs/detection-metrics.md`. Items without an answer count: their pixels were
/// given no label.
public struct SegmentationReport: Sendable, Codable, Equatable {
    /// All classes: the version's in their order, then those of ``unknownLabels``.
    public let labels: [String]
    /// Labels of the ground truth that the version cannot answer; their pixels are always wrong.
    public let unknownLabels: [String]
    public let items: ItemCounts
    /// The label that pixels without annotation were taken to have; `nil` left them out.
    public let unlabeledAs: String?
    /// Pixels that have a label in the ground truth: all that the metrics speak of.
    public let pixels: Int
    /// Pixels of judged items that have none, left out.
    public let ignoredPixels: Int
    /// Over the labels that occur in ground truth or answers.
    public let meanIoU: Double?
    /// Over the labels that occur in the ground truth.
    public let meanAccuracy: Double?
    /// Of all pixels, those that were labelled right.
    public let pixelAccuracy: Double?
    /// Over the labels that occur in ground truth or answers.
    public let meanDice: Double?
    /// Each label weighted by its pixels in the ground truth.
    public let frequencyWeightedIoU: Double?
    /// In the order of ``labels``.
    public let perClass: [PerClass]
    /// Pixels by label in ground truth and answer where the two differ, the most frequent first.
    public let confusion: [Cell]
    /// Pixels labelled wrongly that are in none of the ``confusion``'s cells, of which there are 10,000 at most.
    public let otherConfusion: Int

    /// One class.
    public struct PerClass: Sendable, Codable, Hashable {
        public let label: String
        /// That have the label in the ground truth.
        public let pixels: Int
        /// That were answered with it.
        public let predicted: Int
        /// Of which both is true.
        public let intersection: Int
        public let iou: Double?
        public let accuracy: Double?
        public let dice: Double?
        /// Of the label's regions, one an image, which are found when they overlap the answer by half or more.
        public let counts: ObjectCounts
        public let errors: ObjectErrorCounts

        package init(
            label: String,
            pixels: Int,
            predicted: Int,
            intersection: Int,
            truePositives: Int,
            errors: ObjectErrorCounts
        ) {
            self.label = label
            self.pixels = pixels
            self.predicted = predicted
            self.intersection = intersection
            let union = pixels + predicted - intersection
            iou = union == 0 ? nil : Double(intersection) / Double(union)
            accuracy = pixels == 0 ? nil : Double(intersection) / Double(pixels)
            dice = union == 0 ? nil : 2 * Double(intersection) / Double(pixels + predicted)
            counts = ObjectCounts(
                truePositives: truePositives,
                falsePositives: errors.falsePositives,
                falseNegatives: errors.falseNegatives
            )
            self.errors = errors
        }
    }

    /// How many pixels of one label were given another.
    public struct Cell: Sendable, Codable, Hashable {
        public let truth: String
        /// `nil` for pixels without an answer.
        public let predicted: String?
        public let count: Int

        package init(truth: String, predicted: String?, count: Int) {
            self.truth = truth
            self.predicted = predicted
            self.count = count
        }
    }

    package init(
        labels: [String],
        unknownLabels: [String],
        items: ItemCounts,
        unlabeledAs: String?,
        ignoredPixels: Int,
        perClass: [PerClass],
        confusion: [Cell],
        otherConfusion: Int
    ) {
        self.labels = labels
        self.unknownLabels = unknownLabels
        self.items = items
        self.unlabeledAs = unlabeledAs
        self.ignoredPixels = ignoredPixels
        self.perClass = perClass
        self.confusion = confusion
        self.otherConfusion = otherConfusion
        let means = Means(perClass)
        pixels = means.pixels
        meanIoU = means.iou
        meanAccuracy = means.accuracy
        pixelAccuracy = means.pixelAccuracy
        meanDice = means.dice
        frequencyWeightedIoU = means.frequencyWeightedIoU
    }
}
