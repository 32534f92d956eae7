import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostLearning

/// What a head learns from: rows of features with the number of the label each has among those that are learnt.
struct HeadExamples: Sendable {
    /// The labels that occur, in the ontology's order.
    let labels: [String]
    let training: HeadProblem.Items
    let validation: HeadProblem.Items?
    /// What was left out and why, in whole sentences.
    let notes: [String]
    private let leftOut: TrainingSummary

    /// - Throws: ``RoostError`` when fewer than two labels can be told apart.
    init(
        _ training: (items: LabelledItems, matrix: FeatureMatrix?),
        _ validation: (items: LabelledItems, matrix: FeatureMatrix?),
        ontology: [String]
    ) throws(RoostError) {
        let places = Set(Self.readable(training).compactMap { $0 }).sorted()
        let labels = places.map { ontology[$0] }
        guard let matrix = training.matrix, labels.count >= 2 else {
            throw Self.tooFew(labels, training.items)
        }
        let number = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($0.element, $0.offset) })
        func items(_ part: (items: LabelledItems, matrix: FeatureMatrix?)) -> [Int?] {
            Self.readable(part).map { place in place.flatMap { number[$0] } }
        }
        let learnt = items(training)
        let checked = items(validation)
        let strange = Self.readable(validation).count { $0 != nil } - checked.count { $0 != nil }
        self.labels = labels
        self.training = HeadProblem.Items(matrix, targets: learnt)
        self.validation = validation.matrix.map { HeadProblem.Items($0, targets: checked) }
        let parts = [training, validation]
        let leftOut = TrainingSummary(
            trained: 0,
            validated: 0,
            unlabeled: parts.reduce(0) { $0 + $1.items.unlabeled },
            ambiguous: parts.reduce(0) { $0 + $1.items.ambiguous },
            unknown: parts.reduce(strange) { $0 + $1.items.unknown },
            failed: parts.reduce(0) { $0 + Self.readable($1).count { $0 == nil } },
            bestIteration: 0,
            iterations: 0,
            reason: "",
            metrics: [:]
        )
        self.leftOut = leftOut
        notes = [
            (leftOut.unlabeled, "have no label"), (leftOut.ambiguous, "have several labels"),
            (leftOut.unknown, "have a label that is not learnt"), (leftOut.failed, "cannot be read"),
        ].filter { $0.0 > 0 }.map { "\($0.0) items \($0.1) and are left out" }
    }

    func outcome(
        of fitted: HeadRun.Fitted,
        features: Int
    ) throws(RoostError) -> FittedHead {
        let width = features + 1
        var weights: [Float] = []
        var biases: [Float] = []
        weights.reserveCapacity(labels.count * features)
        for row in 0..<labels.count {
            let numbers = fitted.parameters[row * width..<(row + 1) * width].map { Float($0) }
            weights += numbers[..<features]
            biases.append(numbers[features])
        }
        var summary = leftOut
        summary.trained = fitted.trained
        summary.validated = fitted.validated
        summary.bestIteration = fitted.bestIteration
        summary.iterations = fitted.iterations
        summary.reason = fitted.reason
        summary.metrics = fitted.metrics
        do {
            let head = try TrainedHead(labels: labels, features: features, weights: weights, biases: biases)
            return FittedHead(head: head, summary: summary)
        } catch {
            throw RoostError(loading: error)
        }
    }

    /// The place of each item's label; `nil` for an item without features.
    private static func readable(_ part: (items: LabelledItems, matrix: FeatureMatrix?)) -> [Int?] {
        guard let matrix = part.matrix else { return [] }
        return part.items.labels.enumerated().map { matrix.hasFeatures($0.offset) ? $0.element : nil }
    }

    private static func tooFew(_ labels: [String], _ items: LabelledItems) -> RoostError {
        let total = items.labels.count + items.unlabeled + items.ambiguous + items.unknown
        let found = labels.first.map { "of one label only, \(quoted($0))" } ?? "of no label"
        return RoostError(
            .failedPrecondition,
            """
            the train subset has \(total) items, those that can be learnt from are \(found) \
            (\(items.unlabeled) have no label, \(items.ambiguous) several); label items of two labels or more, and \
            put them into the subset 'train' with 'roost datasets split'
            """
        )
    }
}
