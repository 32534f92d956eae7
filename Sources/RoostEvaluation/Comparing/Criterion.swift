import RoostEntities

/// What a verdict goes by: one of the standard quantities, that of a class, or a formula of such.
struct Criterion: Sendable {
    let name: String
    /// The formula, after those of users' metrics that it needs.
    private let formulas: [Formula]
    private let quantities: [String: Quantity]

    private struct Formula {
        let name: String
        let expression: MetricExpression
    }

    /// Finds what `metric` means.
    ///
    /// - Parameters:
    ///   - metric: A name such as `f1_macro` or `recall("3")`, that of a user's metric, or an expression of them.
    ///   - userMetrics: What users defined; each may use those before it.
    ///   - labels: The classes.
    ///   - isDetailed: Whether the labels' ranks and probabilities are known.
    /// - Throws: `invalidArgument` when it needs numbers that there is no test for, or classes that are not there.
    init(_ metric: String, userMetrics: [UserMetric], labels: [String], isDetailed: Bool) throws(RoostError) {
        name = metric
        let expression = try MetricExpression(metric)
        guard expression.kind == .number else {
            throw RoostError(.invalidArgument, "a comparison goes by a number, and \(quoted(metric)) is a condition")
        }
        var formulas = [Formula(name: "", expression: expression)]
        var open = expression.names
        for user in userMetrics.reversed() where open.remove(MetricName(metric: user.name)) != nil {
            formulas.append(Formula(name: user.name, expression: user.expression))
            open.formUnion(user.expression.names)
        }
        var quantities: [String: Quantity] = [:]
        for name in open {
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
        self.formulas = formulas.reversed()
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

    /// Whether less of it is better.
    var lowestIsBest: Bool { quantities[name] == .logLoss }

    /// Whether a difference of it is spoken of in points, hundredths of a share.
    var isShare: Bool {
        switch quantities[name] {
        case nil, .mcc, .kappa, .logLoss: false
        case .accuracy, .balancedAccuracy, .macro, .weighted, .ofClass, .top: true
        }
    }

    /// As words name it: on one line.
    var shown: String { name.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// `nil` where it is undefined.
    func value(_ tally: Tally) -> Double? {
        var values = quantities.compactMapValues { $0.value(tally) }
        for formula in formulas {
            values[formula.name] = try? formula.expression.evaluate { values[$0.metric] }
        }
        return values[""]
    }
}
