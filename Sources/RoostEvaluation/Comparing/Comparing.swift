import RoostEntities

/// Puts versions side by side on items that all of them answered.
package struct Comparing: Sendable {
    /// Items at most.
    package static let itemLimit = 10_000_000
    static let confidence = 0.95

    let versions: [String]
    let metric: String
    let userMetrics: [UserMetric]
    let resamples: Int
    let seed: UInt64
    private var indices: [String: Int] = [:]
    private var labels: [String] = []
    private var cells: [[Int]: Int] = [:]
    private var count = 0

    /// A comparison of these versions.
    ///
    /// - Parameters:
    ///   - versions: 1 to 32 of them, as a person calls them, such as `digits:1`.
    ///   - metric: What the verdict goes by: `accuracy`, `balanced_accuracy`, precision, recall and F1 as `f1_macro` or
    ///     `f1_weighted`, `mcc`, `kappa`, a number of a class such as `recall("3")`, the name of one of `userMetrics`, or
    ///     an expression of these. More of it is better.
    ///   - userMetrics: What users defined.
    ///   - resamples: How often the items are drawn anew, 100 to 100,000.
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
        guard (100...100_000).contains(resamples) else {
            throw RoostError(.invalidArgument, "items are drawn anew 100 to 100,000 times, not \(resamples)")
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
        guard predicted.count == versions.count, count >= 0 else {
            throw RoostError(
                .invalidArgument,
                "an item has an answer of each of the \(versions.count) versions, not \(predicted.count)"
            )
        }
        guard count <= Self.itemLimit - self.count else {
            throw RoostError(.tooLarge, "at most \(Self.itemLimit) items can be compared; compare a subset")
        }
        guard count > 0 else { return }
        self.count += count
        cells[([truth] + predicted).map { index(of: $0) }, default: 0] += count
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
            Kind(truth: places[cell[0]], predicted: cell.dropFirst().map { places[$0] }, count: count)
        }
        return (sorted, kinds.sorted { $0.order.lexicographicallyPrecedes($1.order) })
    }

    /// Items that are alike: with the same label and the same answers.
    struct Kind {
        let truth: Int
        /// By version.
        let predicted: [Int]
        let count: Int

        var order: [Int] { [truth] + predicted }
    }
}
