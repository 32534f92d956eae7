import RoostEntities

/// Puts versions side by side on items that all of them answered.
package struct Comparing: Sendable {
    /// Items at most.
    package static let itemLimit = 10_000_000
    /// Items at most that come with ranks and probabilities.
    package static let detailLimit = 1_000_000
    static let confidence = 0.95

    let versions: [String]
    let metric: String
    let userMetrics: [UserMetric]
    let resamples: Int
    let seed: UInt64
    private var indices: [String: Int] = [:]
    private var labels: [String] = []
    private var cells: [Cell: Int] = [:]
    private var count = 0
    /// Whether every item came with what was said about its label.
    private(set) var isDetailed = true

    /// What a version said about one item.
    package struct Answer: Sendable {
        package var label: String
        /// Where the item's label stood, 1 when it was the answer; `nil` for a label that the version does not know.
        package var truthRank: Int?
        /// `nil` for a label that the version does not know.
        package var truthProbability: Double?

        package init(_ label: String, truthRank: Int?, truthProbability: Double?) {
            self.label = label
            self.truthRank = truthRank
            self.truthProbability = truthProbability
        }
    }

    /// Items that are alike, with labels by index: the truth's first, then by version.
    private struct Cell: Hashable {
        let labels: [Int]
        var ranks: [Int] = []
        var losses: [Double] = []
    }

    /// A comparison of these versions.
    ///
    /// - Parameters:
    ///   - versions: 1 to 32 of them, as a person calls them, such as `digits:1`.
    ///   - metric: What the verdict goes by: `accuracy`, `balanced_accuracy`, precision, recall and F1 as `f1_macro` or
    ///     `f1_weighted`, `mcc`, `kappa`, a number of a class such as `recall("3")`, the name of one of `userMetrics`, or
    ///     an expression of these; `log_loss` and `top_5_accuracy` when all items come with their ``Answer``. More is
    ///     better, but for `log_loss` itself.
    ///   - userMetrics: What users defined.
    ///   - resamples: How often the items are drawn anew, 100 to 10,000.
    ///   - seed: Of these draws.
    /// - Throws: `invalidArgument` for numbers outside these bounds.
    package init(
        versions: [String],
        metric: String = "accuracy",
        userMetrics: [UserMetric] = [],
        resamples: Int = 2_000,
        seed: UInt64 = 0
    ) throws(RoostError) {
        guard (1...32).contains(versions.count) else {
            throw RoostError(.invalidArgument, "1 to 32 versions can be compared, not \(versions.count)")
        }
        guard (100...10_000).contains(resamples) else {
            throw RoostError(.invalidArgument, "items are drawn anew 100 to 10,000 times, not \(resamples)")
        }
        self.versions = versions
        self.metric = metric
        self.userMetrics = userMetrics
        self.resamples = resamples
        self.seed = seed
    }

    /// Adds `count` items that have the label `truth` and were answered like this, by version.
    ///
    /// The order of adding does not matter.
    ///
    /// - Throws: `invalidArgument` unless there is an answer of each version, `tooLarge` beyond ``itemLimit``.
    package mutating func add(truth: String, predicted: [String], count: Int = 1) throws(RoostError) {
        try admit(count, answers: predicted.count, limit: Self.itemLimit)
        guard count > 0 else { return }
        isDetailed = false
        cells[Cell(labels: ([truth] + predicted).map { index(of: $0) }), default: 0] += count
    }

    /// Adds an item with all that the versions said about its label.
    ///
    /// - Throws: `invalidArgument` unless there is a possible answer of each version, `tooLarge` beyond ``detailLimit``.
    package mutating func add(truth: String, answers: [Answer]) throws(RoostError) {
        let isPossible = answers.allSatisfy { answer in
            (0...1).contains(answer.truthProbability ?? 0) && answer.truthRank ?? 1 >= 1
        }
        guard isPossible else {
            throw RoostError(
                .invalidArgument,
                "ranks count from 1 and probabilities are 0 to 1; evaluate the versions again"
            )
        }
        try admit(1, answers: answers.count, limit: Self.detailLimit)
        let cell = Cell(
            labels: ([truth] + answers.map(\.label)).map { index(of: $0) },
            ranks: answers.map { $0.truthRank ?? .max },
            losses: answers.map { Score.logLoss($0.truthProbability ?? 0) }
        )
        cells[cell, default: 0] += 1
    }

    private mutating func admit(_ count: Int, answers: Int, limit: Int) throws(RoostError) {
        guard answers == versions.count, count >= 0 else {
            throw RoostError(
                .invalidArgument,
                "an item has an answer of each of the \(versions.count) versions, not \(answers)"
            )
        }
        guard count <= limit - self.count else {
            throw RoostError(.tooLarge, "at most \(limit) items can be compared like this; compare a subset")
        }
        self.count += count
    }

    private mutating func index(of label: String) -> Int {
        if let index = indices[label] { return index }
        indices[label] = labels.count
        labels.append(label)
        return labels.count - 1
    }

    /// The labels by name, and the items by kind, in an order that hangs on nothing but what they are.
    func sorted() -> (labels: [String], kinds: [Kind]) {
        let sorted = labels.sorted()
        var places = [Int](repeating: 0, count: labels.count)
        for (place, label) in sorted.enumerated() { places[indices[label] ?? 0] = place }
        let kinds = cells.map { cell, count in
            Kind(
                truth: places[cell.labels[0]],
                predicted: cell.labels.dropFirst().map { places[$0] },
                ranks: cell.ranks,
                losses: cell.losses,
                count: count
            )
        }
        return (sorted, kinds.sorted())
    }
}
