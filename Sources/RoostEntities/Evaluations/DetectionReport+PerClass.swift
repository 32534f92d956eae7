extension DetectionReport {
    /// One class.
    public struct PerClass: Sendable, Codable, Hashable {
        public let label: String
        /// Of the ground truth, crowds not counted.
        public let objects: Int
        /// Answers of any score.
        public let detections: Int
        /// `nil` when no object has the label, as all that follow.
        public let ap: Double?
        public let ap50: Double?
        public let ap75: Double?
        public let apSmall: Double?
        public let apMedium: Double?
        public let apLarge: Double?
        public let ar100: Double?
        /// At the working threshold, as all that follow but the ``curve``.
        public let counts: ObjectCounts
        public let precision: Double
        public let recall: Double
        public let f1: Double
        public let errors: ObjectErrorCounts
        public let curve: Curve?

        /// - Parameters:
        ///   - label: the class.
        ///   - objects: crowds not counted.
        ///   - detections: of any score.
        ///   - averages: of the class alone.
        ///   - truePositives: objects found at the working threshold.
        ///   - errors: at the working threshold.
        ///   - curve: `nil` when no object has the label.
        package init(
            label: String,
            objects: Int,
            detections: Int,
            averages: Averages,
            truePositives: Int,
            errors: ObjectErrorCounts,
            curve: Curve?
        ) {
            self.label = label
            self.objects = objects
            self.detections = detections
            ap = averages.ap
            ap50 = averages.ap50
            ap75 = averages.ap75
            apSmall = averages.apSmall
            apMedium = averages.apMedium
            apLarge = averages.apLarge
            ar100 = averages.ar100
            let counts = ObjectCounts(
                truePositives: truePositives,
                falsePositives: errors.falsePositives,
                falseNegatives: errors.falseNegatives
            )
            self.counts = counts
            precision = counts.precision
            recall = counts.recall
            f1 = counts.f1
            self.errors = errors
            self.curve = curve
        }
    }

    /// Precision by recall at an overlap of 0.5: at 0, 0.01, 0.02 and so on, up to the last recall that is reached.
    public struct Curve: Sendable, Codable, Hashable {
        /// The best precision at this recall or any above.
        public let precisions: [Double]
        /// The score from which answers are taken to reach each recall.
        public let scores: [Double]

        package init(precisions: [Double], scores: [Double]) {
            self.precisions = precisions
            self.scores = scores
        }

        public var points: [(recall: Double, precision: Double, score: Double)] {
            zip(precisions, scores).enumerated().map { (Double($0) / 100, $1.0, $1.1) }
        }
    }
}
