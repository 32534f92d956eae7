/// What a version must fulfil before an alias moves to it, such as `accuracy >= champion - 0.005`.
///
/// It is a condition in the grammar of ``MetricExpression``. A bare name is a number of the candidate;
/// `champion.accuracy` is that of the version which the alias `champion` points at now, the incumbent. In a comparison
/// that names one metric only, `champion` alone means the incumbent's value of that metric. `incumbent` stands for the
/// alias, whatever it is called, and `candidate.accuracy` is `accuracy`.
public struct Gate: Sendable, Hashable, CustomStringConvertible {
    public let expression: MetricExpression
    /// The alias that is to move, by which the gate may call the incumbent.
    public let alias: String

    /// Parses a gate.
    ///
    /// - Parameters:
    ///   - text: The condition.
    ///   - alias: The alias that is to move; `champion` unless given.
    /// - Throws: `invalidArgument` for what is no condition, or when it is open which metric or version is meant.
    public init(_ text: String, alias: Alias? = nil) throws(RoostError) {
        try self.init(MetricExpression(text), alias: alias)
    }

    public init(_ expression: MetricExpression, alias: Alias? = nil) throws(RoostError) {
        guard expression.kind == .condition else {
            throw RoostError(
                .invalidArgument,
                "a gate compares, such as accuracy >= champion - 0.005; \(quoted(expression.text)) is a number"
            )
        }
        self.expression = expression
        self.alias = alias?.text ?? "champion"
        for comparison in expression.root.comparisons { _ = try terms(of: comparison) }
    }

    public var description: String { expression.text }
}

extension Gate {
    /// Whose number a name in a comparison is, and which.
    enum Term: Hashable {
        case candidate(String)
        case incumbent(String)
    }

    /// What every name in `comparison` means.
    func terms(of comparison: MetricExpression.Comparison) throws(RoostError) -> [MetricName: Term] {
        var terms: [MetricName: Term] = [:]
        for name in comparison.names {
            if let term = try term(for: name) { terms[name] = term }
        }
        let metrics = Set(terms.keys.map(\.metric))
        for name in comparison.names where terms[name] == nil {
            guard metrics.count == 1, let metric = metrics.first else {
                throw RoostError(
                    .invalidArgument,
                    "which metric of \(quoted(name.metric)) does \(quoted(comparison.text)) mean? write \(name.metric)"
                        + ".\(metrics.min() ?? "accuracy")"
                )
            }
            terms[name] = .incumbent(metric)
        }
        return terms
    }

    /// What `name` means by itself; `nil` for the incumbent without a metric.
    private func term(for name: MetricName) throws(RoostError) -> Term? {
        switch name.owner {
        case nil: return isIncumbent(name.metric) ? nil : .candidate(name.metric)
        case "candidate": return .candidate(name.metric)
        case let owner? where isIncumbent(owner): return .incumbent(name.metric)
        case let owner?:
            throw RoostError(
                .invalidArgument,
                "\(quoted(owner)) is not the alias that is to move; write incumbent.\(name.metric) for the version that "
                    + "\(quoted(alias)) points at now"
            )
        }
    }

    private func isIncumbent(_ name: String) -> Bool { name == "incumbent" || name == alias }
}

extension MetricExpression.Comparison {
    var names: Set<MetricName> {
        var names: Set<MetricName> = []
        left.collect(into: &names)
        right.collect(into: &names)
        return names
    }
}

extension MetricExpression.Node {
    /// All comparisons in a condition, in the order in which they are written.
    var comparisons: [MetricExpression.Comparison] {
        switch self {
        case .comparison(let comparison): [comparison]
        case .not(let node): node.comparisons
        case .and(let nodes), .or(let nodes): nodes.flatMap(\.comparisons)
        case .number, .name, .negative, .sum, .product, .call: []
        }
    }
}
