import RoostEntities

/// How many pixels have which label in truth and prediction, summed over the images of a set.
///
/// Takes memory by labels alone, however many the images. Counts of parts of a set add up with ``merge(_:)``, so that
/// parts can be counted at the same time.
package struct SegmentationCounts: Sendable, Hashable {
    package static let maximumLabelCount = 1 << 16

    package let labelCount: Int
    package let ignoredLabel: UInt16?
    package let reducesLabels: Bool
    private(set) var intersections: [Int]
    private(set) var predictions: [Int]
    private(set) var truths: [Int]

    /// - Parameters:
    ///   - labelCount: how many labels there are, at most 65,536.
    ///   - ignoredLabel: pixels that have it in the truth are not counted at all; after labels are reduced.
    ///   - reducesLabels: whether the truth counts labels from 1 and 0 means none, which then becomes 255.
    /// - Throws: `invalidArgument` for a count of labels out of range.
    package init(labelCount: Int, ignoredLabel: UInt16? = 255, reducesLabels: Bool = false) throws(RoostError) {
        guard (1...Self.maximumLabelCount).contains(labelCount) else {
            throw RoostError(.invalidArgument, "a segmentation has 1 to \(Self.maximumLabelCount) labels")
        }
        self.labelCount = labelCount
        self.ignoredLabel = ignoredLabel
        self.reducesLabels = reducesLabels
        intersections = Array(repeating: 0, count: labelCount)
        predictions = intersections
        truths = intersections
    }

    /// Counts one image.
    ///
    /// A prediction that is no label is wrong and counts nowhere else; a truth that is none, and is not ignored, counts
    /// only against what is predicted there.
    ///
    /// - Throws: `invalidArgument` if the two are not of one size.
    package mutating func add(truth: LabelMap, prediction: LabelMap) throws(RoostError) {
        guard truth.width == prediction.width, truth.height == prediction.height else {
            throw RoostError(
                .invalidArgument,
                "the truth is \(truth.width) x \(truth.height) pixels, the prediction \(prediction.width) x "
                    + "\(prediction.height); bring the prediction to the size of the truth"
            )
        }
        for (label, predicted) in zip(truth.labels, prediction.labels) {
            let label = reducesLabels ? Self.reduced(label) : label
            guard label != ignoredLabel else { continue }
            if Int(label) < labelCount { truths[Int(label)] += 1 }
            guard Int(predicted) < labelCount else { continue }
            predictions[Int(predicted)] += 1
            if label == predicted { intersections[Int(label)] += 1 }
        }
    }

    /// Adds the counts of other images of the same set.
    ///
    /// - Throws: `invalidArgument` if the labels are not counted alike.
    package mutating func merge(_ other: SegmentationCounts) throws(RoostError) {
        guard
            labelCount == other.labelCount, ignoredLabel == other.ignoredLabel, reducesLabels == other.reducesLabels
        else {
            throw RoostError(.invalidArgument, "counts of differently numbered labels cannot be added up")
        }
        for label in 0..<labelCount {
            intersections[label] += other.intersections[label]
            predictions[label] += other.predictions[label]
            truths[label] += other.truths[label]
        }
    }

    /// One less; what was none, and what was none already, becomes 255.
    private static func reduced(_ label: UInt16) -> UInt16 {
        label == 0 || label == 255 ? 255 : label - 1
    }
}
