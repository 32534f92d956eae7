extension MetricExpression {
    /// A part of an expression.
    indirect enum Node: Sendable {
        case number(Double)
        case name(MetricName)
        case negative(Node)
        case sum([(node: Node, subtracted: Bool)])
        case product([(node: Node, divided: Bool)])
        case call(Function, [Node])
        case comparison(Comparison)
        case not(Node)
        case and([Node])
        case or([Node])
    }

    enum Function: String {
        case min, max, abs

        var takesMany: Bool { self != .abs }
    }

    struct Comparison: Sendable {
        let left: Node
        let relation: Relation
        let right: Node
        /// As it was written.
        let text: String
    }

    enum Relation: String {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case unequal = "!="

        /// Whether it is so, where numbers within 1e-12 of each other count as equal.
        ///
        /// Decimal fractions are not exact in binary: 0.3 - 0.1 is less than 0.2, and a person means that it is not.
        func holds(_ left: Double, _ right: Double) -> Bool {
            let same = left == right || abs(left - right) <= 1e-12 * Swift.max(1, abs(left), abs(right))
            return switch self {
            case .less: !same && left < right
            case .lessOrEqual: same || left < right
            case .greater: !same && left > right
            case .greaterOrEqual: same || left > right
            case .equal: same
            case .unequal: !same
            }
        }
    }
}

extension MetricExpression.Node {
    /// Its value; a condition's is 1 or 0.
    ///
    /// - Throws: `failedPrecondition` when a name has no number.
    func value(_ lookup: (MetricName) -> Double?) throws(RoostError) -> Double {
        switch self {
        case .number(let number): return number
        case .name(let name):
            guard let value = lookup(name) else {
                throw RoostError(
                    .failedPrecondition,
                    "there is no metric \(quoted(name.description)), or it is undefined for these items"
                )
            }
            return value
        case .negative(let node): return -(try node.value(lookup))
        case .sum(let terms):
            var sum = 0.0
            for term in terms { sum += try (term.subtracted ? -1 : 1) * term.node.value(lookup) }
            return sum
        case .product(let factors):
            var product = 1.0
            for factor in factors {
                let value = try factor.node.value(lookup)
                product = factor.divided ? product / value : product * value
            }
            return product
        case .call(let function, let arguments):
            var values: [Double] = []
            for argument in arguments { values.append(try argument.value(lookup)) }
            return function.value(values)
        case .comparison(let comparison):
            let (left, right) = (try comparison.left.value(lookup), try comparison.right.value(lookup))
            guard !left.isNaN, !right.isNaN else { return .nan }
            return comparison.relation.holds(left, right) ? 1 : 0
        case .not(let node): return 1 - (try node.value(lookup))
        case .and(let nodes): return try extreme(of: nodes, lookup, Swift.min)
        case .or(let nodes): return try extreme(of: nodes, lookup, Swift.max)
        }
    }

    private func extreme(
        of nodes: [Self],
        _ lookup: (MetricName) -> Double?,
        _ choose: (Double, Double) -> Double
    ) throws(RoostError) -> Double {
        var values: [Double] = []
        for node in nodes { values.append(try node.value(lookup)) }
        return values.contains(where: \.isNaN) ? .nan : values.dropFirst().reduce(values[0], choose)
    }

    func collect(into names: inout Set<MetricName>) {
        switch self {
        case .number: break
        case .name(let name): names.insert(name)
        case .negative(let node), .not(let node): node.collect(into: &names)
        case .sum(let terms): for term in terms { term.node.collect(into: &names) }
        case .product(let factors): for factor in factors { factor.node.collect(into: &names) }
        case .call(_, let nodes), .and(let nodes), .or(let nodes): for node in nodes { node.collect(into: &names) }
        case .comparison(let comparison):
            comparison.left.collect(into: &names)
            comparison.right.collect(into: &names)
        }
    }
}

extension MetricExpression.Function {
    /// Of one value at least; not a number when one of them is not.
    func value(_ values: [Double]) -> Double {
        guard !values.contains(where: \.isNaN), let first = values.first else { return .nan }
        return switch self {
        case .abs: Swift.abs(first)
        case .min: values.dropFirst().reduce(first, Swift.min)
        case .max: values.dropFirst().reduce(first, Swift.max)
        }
    }
}
