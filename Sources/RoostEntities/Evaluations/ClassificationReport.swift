/// How well a classifier's answers meet the ground truth, whole: review, comparison and gates read it, nothing counts
/// again.
///
/// Every formula is in `docs/evaluation.md`. What cannot be computed is `nil`: a mean over no items, or the area under a
/// curve of a class that has no counter-example. Precision, recall and F1 are 0 where their denominator is, as
/// scikit-learn has it with `zero_division=0`.
public struct ClassificationReport: Sendable, Codable, Equatable {
    /// All classes: the version's in their order, then those of ``unknownLabels``.
    public let labels: [String]
    /// Labels of the ground truth that the version cannot answer; their items always count as wrong.
    public let unknownLabels: [String]
    /// Items that have one label and an answer: all that the metrics speak of.
    public let count: Int
    /// Of ``count``, those answered right.
    public let correct: Int
    /// Items without a ground truth.
    public let unlabeled: Int
    /// Items whose ground truth says several labels.
    public let ambiguous: Int
    /// Items that the version had no answer for.
    public let failed: Int

    public let accuracy: Double?
    /// Mean recall over the classes that occur in the ground truth.
    public let balancedAccuracy: Double?
    /// By k: the share of items whose label is among the k most probable.
    public let topK: [Int: Double]
    /// Means over the classes that occur in ground truth or answers.
    public let macro: Averages?
    public let micro: Averages?
    /// As ``macro``, each class weighted by its support.
    public let weighted: Averages?
    /// The cross-entropy in nats; `nil` as well when the confidences of an item do not sum to 1.
    public let logLoss: Double?
    /// Brier's score over all classes, 0 to 2; `nil` as well when the confidences of an item do not sum to 1.
    public let brier: Double?
    /// Matthews' correlation coefficient in Gorodkin's form for many classes, -1 to 1.
    public let mcc: Double?
    /// Cohen's.
    public let kappa: Double?
    public let calibration: Calibration?
    /// Areas under the ROC curves, one class against the rest.
    public let rocAUC: ClassMeans?
    public let averagePrecision: ClassMeans?
    /// In the order of ``labels``.
    public let perClass: [PerClass]
    /// The cells of the confusion matrix that are not 0, by truth, then by answer, in the order of ``labels``.
    public let confusion: [Cell]

    public struct Averages: Sendable, Codable, Hashable {
        public let precision: Double
        public let recall: Double
        public let f1: Double

        package init(precision: Double, recall: Double, f1: Double) {
            self.precision = precision
            self.recall = recall
            self.f1 = f1
        }
    }

    /// Means over the classes that a number is defined for.
    public struct ClassMeans: Sendable, Codable, Hashable {
        public let macro: Double
        /// By support.
        public let weighted: Double

        package init(macro: Double, weighted: Double) {
            self.macro = macro
            self.weighted = weighted
        }
    }

    /// How often items of one label were answered with one label.
    public struct Cell: Sendable, Codable, Hashable {
        public let truth: String
        public let predicted: String
        public let count: Int

        package init(truth: String, predicted: String, count: Int) {
            self.truth = truth
            self.predicted = predicted
            self.count = count
        }
    }

    package init(
        labels: [String],
        unknownLabels: [String],
        count: Int,
        correct: Int,
        unlabeled: Int,
        ambiguous: Int,
        failed: Int,
        balancedAccuracy: Double?,
        topK: [Int: Double],
        macro: Averages?,
        micro: Averages?,
        weighted: Averages?,
        logLoss: Double?,
        brier: Double?,
        mcc: Double?,
        kappa: Double?,
        calibration: Calibration?,
        rocAUC: ClassMeans?,
        averagePrecision: ClassMeans?,
        perClass: [PerClass],
        confusion: [Cell]
    ) {
        self.labels = labels
        self.unknownLabels = unknownLabels
        self.count = count
        self.correct = correct
        self.unlabeled = unlabeled
        self.ambiguous = ambiguous
        self.failed = failed
        accuracy = count == 0 ? nil : Double(correct) / Double(count)
        self.balancedAccuracy = balancedAccuracy
        self.topK = topK
        self.macro = macro
        self.micro = micro
        self.weighted = weighted
        self.logLoss = logLoss
        self.brier = brier
        self.mcc = mcc
        self.kappa = kappa
        self.calibration = calibration
        self.rocAUC = rocAUC
        self.averagePrecision = averagePrecision
        self.perClass = perClass
        self.confusion = confusion
    }
}
