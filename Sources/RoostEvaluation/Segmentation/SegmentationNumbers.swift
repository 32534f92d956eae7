/// How well pixels were labelled: intersection over union and accuracies, as Hugging Face's `mean_iou` takes them.
///
/// All sums are over the whole set before they are divided. What nothing can be said about is `nil`.
package struct SegmentationNumbers: Sendable, Hashable {
    package struct Label: Sendable, Hashable {
        /// Pixels with this label in both, over those with it in either.
        package let intersectionOverUnion: Double?
        /// Pixels with this label in both, over those that have it in truth.
        package let accuracy: Double?
        /// Twice the pixels with this label in both, over those of both.
        package let dice: Double?
        /// Pixels that have it in truth.
        package let pixelCount: Int
    }

    package let labels: [Label]
    /// Over the labels that occur in truth or prediction.
    package let meanIntersectionOverUnion: Double?
    /// Over the labels that occur in truth.
    package let meanAccuracy: Double?
    /// Of all pixels, those that were labelled right.
    package let overallAccuracy: Double?

    package init(_ counts: SegmentationCounts) {
        labels = (0..<counts.labelCount).map { label in
            let (shared, truth) = (counts.intersections[label], counts.truths[label])
            let both = truth + counts.predictions[label]
            return Label(
                intersectionOverUnion: Self.share(shared, of: both - shared),
                accuracy: Self.share(shared, of: truth),
                dice: Self.share(2 * shared, of: both),
                pixelCount: truth
            )
        }
        meanIntersectionOverUnion = Self.mean(labels.compactMap(\.intersectionOverUnion))
        meanAccuracy = Self.mean(labels.compactMap(\.accuracy))
        overallAccuracy = Self.share(counts.intersections.reduce(0, +), of: counts.truths.reduce(0, +))
    }

    private static func share(_ part: Int, of whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
