import RoostEntities

/// What a verdict about classifiers goes by: one of the standard quantities, that of a class, or a formula of such.
struct Criterion: Sendable {
    private let formula: Formula
    private let quantities: [String: Quantity]

    /// Finds what `metric` means.
    ///
    /// - Parameters:
    ///   - metric: A name such as `f1_macro` or `recall("3")`, that of a user's metric, or an expression of them.
    ///   - userMetrics: What users defined; each may use those before it.
    ///   - labels: The classes.
    ///   - isDetailed: Whether the labels' ranks and probabilities are known.
    /// - Throws: `invalidArgument` when it needs numbers that there is no test for, or classes that are not there.
    init(_ metric: String, userMetrics: [UserMetric], labels: [String], isDetailed: Bool) throws(RoostError) {
        formula = try Formula(metric, userMetrics: userMetrics)
        var quantities: [String: Quantity] = [:]
        for name in formula.needed {
            guard name.owner == nil, let quantity = Self.quantity(name.metric, labels: labels, isDetailed: isDetailed)
            else {
                throw RoostError(
                    .invalidArgument,
                    "versions cannot be compared by \(quoted(name.description)): there is no test for it, or no item has "
                        + "that label; take \(Quantity.standard.map(\.name).joined(separator: ", ")), or precision, recall "
                        + "or f1 of a label, such as recall(\"3\")"
                )
            }
            quantities[name.metric] = quantity
        }
        self.quantities = quantities
    }

    private static func quantity(_ name: String, labels: [String], isDetailed: Bool) -> Quantity? {
        if let standard = Quantity.standard.first(where: { $0.name == name }) { return standard.quantity }
        for rate in Quantity.Rate.allCases {
            // With one label an item, these are all the share of right answers.
            if name == rate.rawValue + "_micro" { return .accuracy }
            guard name.hasPrefix(rate.rawValue + "(") else { continue }
            return labels.firstIndex { MetricName(rate.rawValue, label: $0).metric == name }.map { .ofClass(rate, $0) }
        }
        guard isDetailed else { return nil }
        return name == "log_loss" ? .logLoss : top(name).map(Quantity.top)
    }

    /// The k of `top_<k>_accuracy`.
    private static func top(_ name: String) -> Int? {
        guard name.hasPrefix("top_"), name.hasSuffix("_accuracy"), name.count > 13 else { return nil }
        return Int(name.dropFirst(4).dropLast(9)).flatMap { (1...Tally.rankLimit).contains($0) ? $0 : nil }
    }

    var goal: Verdict.Goal {
        let quantity = quantities[formula.name]
        let isShare =
            switch quantity {
            case nil, .mcc, .kappa, .logLoss: false
            case .accuracy, .balancedAccuracy, .macro, .weighted, .ofClass, .top: true
            }
        return Verdict.Goal(name: formula.name, isShare: isShare, lowestIsBest: quantity == .logLoss)
    }

    /// `nil` where it is undefined.
    func value(_ tally: Tally) -> Double? { formula.value(quantities.compactMapValues { $0.value(tally) }) }
}
