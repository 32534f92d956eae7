import RoostEntities

/// Judges a classifier's probabilities against the ground truth, item by item.
///
/// Numbers are summed in the order in which items are added: the same order gives the same report to the last bit.
/// It keeps every probability for the curves, up to a limit.
package struct ClassificationEvaluator: Sendable {
    /// How many classes are the version's.
    let known: Int
    /// The class of each of the version's outputs.
    private let classes: [Int]
    private var indices: [String: Int]

    /// The version's classes, then those that only the ground truth has, as they came.
    private(set) var labels: [String]
    private(set) var counts: ClassCounts
    private(set) var cells: [Pair: Int] = [:]
    private(set) var unlabeled = 0
    private(set) var ambiguous = 0
    private(set) var failed = 0
    /// How many items had their label within the first k, by k.
    private(set) var within: [Int: Int]
    private(set) var bins: ReliabilityBins
    private(set) var logLoss = 0.0
    private(set) var brier = 0.0
    /// Whether every item's probabilities sum to 1 so far.
    private(set) var isNormalized = true
    private(set) var kept: KeptProbabilities?
    private let keptLimit: Int

    struct Pair: Hashable {
        let truth: Int
        let predicted: Int
    }

    /// What a version says about an item.
    package enum Answer: Sendable {
        /// Of each of its labels, in order.
        case probabilities([Float])
        case failure(String)
    }

    /// An evaluator for a version with these labels.
    ///
    /// Outputs that share a label, as ImageNet's two cranes do, are one class with the sum of their probabilities.
    ///
    /// - Parameters:
    ///   - labels: The version's, by output.
    ///   - top: Each k for which it counts how often the label is among the k most probable; those that are as large as
    ///     the number of classes mean nothing and are left out.
    ///   - binCount: How many bins the calibration has.
    ///   - keptLimit: How many probabilities are kept at most, 1 GiB of them; of more there are no curves and no areas.
    /// - Throws: `failedPrecondition` without labels.
    package init(
        labels: [String],
        top: [Int] = [2, 3, 5, 10],
        binCount: Int = 15,
        keptLimit: Int = 1 << 28
    ) throws(RoostError) {
        guard !labels.isEmpty else {
            throw RoostError(
                .failedPrecondition,
                "the version has no labels, so its answers mean nothing; push it with the names of its classes"
            )
        }
        var indices: [String: Int] = [:]
        var distinct: [String] = []
        classes = labels.map { label in
            if let index = indices[label] { return index }
            indices[label] = distinct.count
            distinct.append(label)
            return distinct.count - 1
        }
        self.indices = indices
        self.labels = distinct
        self.keptLimit = keptLimit
        known = distinct.count
        counts = ClassCounts(classCount: distinct.count)
        within = Dictionary(top.filter { $0 > 0 && $0 < distinct.count }.map { ($0, 0) }) { first, _ in first }
        bins = ReliabilityBins(count: max(1, binCount))
        kept = KeptProbabilities(classCount: distinct.count)
    }
}

extension ClassificationEvaluator {
    /// Judges the answer for an item by its labels of whole images.
    ///
    /// - Throws: `failedPrecondition` for an answer that is no probabilities of the version's labels.
    package mutating func evaluate(_ item: SnapshotItem, _ answer: Answer) throws(RoostError) -> Outcome {
        let truths = Set(item.annotations.lazy.filter { $0.geometry == .image }.map(\.label))
        return try evaluate(item.id, at: item.path, truths: truths, answer)
    }

    /// Judges the answer for an item that has these labels.
    ///
    /// - Throws: `failedPrecondition` for an answer that is no probabilities of the version's labels.
    package mutating func evaluate(
        _ item: Identifier<Item>,
        at path: Artifact.Path,
        truths: Set<String>,
        _ answer: Answer
    ) throws(RoostError) -> Outcome {
        let truth = truths.count == 1 ? truths.first : nil
        switch answer {
        case .failure(let reason):
            failed += 1
            return Outcome(itemID: item, path: path, kind: .failed, truth: truth, failure: reason)
        case .probabilities(let probabilities):
            guard let truth else {
                let score = try score(probabilities, truth: nil, of: path.text)
                let kind: Outcome.Kind = truths.isEmpty ? .unlabeled : .ambiguous
                if kind == .unlabeled { unlabeled += 1 } else { ambiguous += 1 }
                return outcome(item, at: path, kind, score)
            }
            let score = try add(truth: truth, probabilities: probabilities, of: path.text)
            return outcome(item, at: path, score.truthRank == 1 ? .correct : .incorrect, score, truth: truth)
        }
    }

    private func outcome(
        _ item: Identifier<Item>,
        at path: Artifact.Path,
        _ kind: Outcome.Kind,
        _ score: Score,
        truth: String? = nil
    ) -> Outcome {
        Outcome(
            itemID: item,
            path: path,
            kind: kind,
            truth: truth,
            predicted: labels[score.predicted],
            confidence: Double(score.confidence),
            truthProbability: score.truthRank == nil ? nil : Double(score.truthProbability),
            truthRank: score.truthRank
        )
    }

    /// Adds an item whose label is `truth`, be it one of the version's or not.
    ///
    /// - Throws: `failedPrecondition` for an answer that is no probabilities of the version's labels.
    @discardableResult
    package mutating func add(
        truth: String,
        probabilities: [Float],
        of item: String = "an item"
    ) throws(RoostError) -> Score {
        let existing = indices[truth]
        let score = try score(probabilities, truth: existing.flatMap { $0 < known ? $0 : nil }, of: item)
        let index = existing ?? learn(truth)
        counts.add(truth: index, predicted: score.predicted)
        cells[Pair(truth: index, predicted: score.predicted), default: 0] += 1
        for k in within.keys where score.truthRank ?? .max <= k { within[k, default: 0] += 1 }
        bins.add(confidence: Double(score.confidence), isCorrect: score.truthRank == 1)
        isNormalized = isNormalized && score.isNormalized
        logLoss += score.logLoss
        brier += score.brier
        kept?.append(score.probabilities, truth: index)
        if let values = kept?.valueCount, values > keptLimit { kept = nil }
        return score
    }

    private mutating func learn(_ label: String) -> Int {
        let index = labels.count
        indices[label] = index
        labels.append(label)
        counts.support.append(0)
        counts.predicted.append(0)
        counts.truePositives.append(0)
        return index
    }

    private func score(_ outputs: [Float], truth: Int?, of item: String) throws(RoostError) -> Score {
        guard outputs.count == classes.count else {
            throw RoostError(
                .failedPrecondition,
                "the version has \(classes.count) labels and answered \(outputs.count) probabilities for \(quoted(item))"
            )
        }
        if let wrong = outputs.first(where: { !($0 >= 0 && $0 <= 1 + Self.rounding) }) {
            throw RoostError(
                .failedPrecondition,
                "the version answered \(wrong) for \(quoted(item)), which is no probability: they are 0 to 1; check how "
                    + "it scores its outputs, and its weights"
            )
        }
        guard known < classes.count || outputs.contains(where: { $0 > 1 }) else { return Score(outputs, truth: truth) }
        var merged = [Float](repeating: 0, count: known)
        for (index, output) in zip(classes, outputs) { merged[index] = min(1, merged[index] + output) }
        return Score(merged, truth: truth)
    }

    /// How far above 1 a probability may be, for a softmax in 32 bits may round up.
    private static let rounding: Float = 1e-5
}
