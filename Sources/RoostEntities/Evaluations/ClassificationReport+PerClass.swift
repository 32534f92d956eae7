extension ClassificationReport {
    /// One class against the rest.
    public struct PerClass: Sendable, Codable, Hashable {
        public let label: String
        /// Items that have the label.
        public let support: Int
        /// Items that were answered with it.
        public let predicted: Int
        /// Items of which both is true.
        public let truePositives: Int
        public let precision: Double
        public let recall: Double
        public let f1: Double
        /// `nil` when no item or every item has the label.
        public let rocAUC: Double?
        /// `nil` when no item has the label.
        public let averagePrecision: Double?
        /// `nil` when no item has the label, or when the class is not one of the version's.
        public let curve: Curve?

        package init(
            label: String,
            support: Int,
            predicted: Int,
            truePositives: Int,
            rocAUC: Double?,
            averagePrecision: Double?,
            curve: Curve?
        ) {
            self.label = label
            self.support = support
            self.predicted = predicted
            self.truePositives = truePositives
            precision = predicted == 0 ? 0 : Double(truePositives) / Double(predicted)
            recall = support == 0 ? 0 : Double(truePositives) / Double(support)
            f1 = support + predicted == 0 ? 0 : 2 * Double(truePositives) / Double(support + predicted)
            self.rocAUC = rocAUC
            self.averagePrecision = averagePrecision
            self.curve = curve
        }
    }

    /// What happens to one class when its items are those above a threshold: the ROC and the precision-recall curve.
    ///
    /// At most 200 points of what may be many more; the areas in ``PerClass`` are those under the whole curves.
    public struct Curve: Sendable, Codable, Hashable {
        /// Items that have the label.
        public let positives: Int
        public let negatives: Int
        /// Confidences that items have, falling; those with this or more count as having the label.
        public let thresholds: [Float]
        /// By threshold; the last threshold has them all.
        public let truePositives: [Int]
        public let falsePositives: [Int]

        package init(
            positives: Int,
            negatives: Int,
            thresholds: [Float],
            truePositives: [Int],
            falsePositives: [Int]
        ) {
            self.positives = positives
            self.negatives = negatives
            self.thresholds = thresholds
            self.truePositives = truePositives
            self.falsePositives = falsePositives
        }

        /// True over false positive rate, from (0, 0) to (1, 1); empty when every item has the label.
        public var roc: [(falsePositiveRate: Double, truePositiveRate: Double)] {
            guard positives > 0, negatives > 0 else { return [] }
            var line = [(falsePositiveRate: 0.0, truePositiveRate: 0.0)]
            for (wrong, right) in zip(falsePositives, truePositives) {
                line.append((Double(wrong) / Double(negatives), Double(right) / Double(positives)))
            }
            return line
        }

        /// Precision over recall, by rising recall, from (0, 1) as scikit-learn begins it.
        public var precisionRecall: [(recall: Double, precision: Double)] {
            guard positives > 0 else { return [] }
            var line = [(recall: 0.0, precision: 1.0)]
            for (wrong, right) in zip(falsePositives, truePositives) {
                line.append((Double(right) / Double(positives), Double(right) / max(1, Double(right) + Double(wrong))))
            }
            return line
        }
    }
}
