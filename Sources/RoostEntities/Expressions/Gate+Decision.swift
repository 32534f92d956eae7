extension Gate {
    /// Whether a gate holds, and why.
    public struct Decision: Sendable, Codable, Hashable {
        public let holds: Bool
        /// A sentence for a person, with the numbers.
        public let explanation: String
        /// Every comparison of the gate, in order.
        public let checks: [Check]
    }

    /// One comparison of a gate.
    public struct Check: Sendable, Codable, Hashable {
        public enum Outcome: String, Sendable, Codable, CaseIterable {
            case holds
            case fails
            /// It mentions the incumbent, and there is none.
            case notApplicable = "not-applicable"
            /// A number that it needs is not there.
            case undecidable
        }

        /// As it was written.
        public let comparison: String
        public let outcome: Outcome
        /// What the sides came to.
        public let left: Double?
        public let right: Double?
        /// The numbers that were compared, or why there are none.
        public let explanation: String
    }

    /// Decides whether the alias may move to the candidate.
    ///
    /// A comparison that mentions the incumbent is left out when there is none. The gate fails when a number is missing
    /// that a comparison needs, however the others come out: a misspelt gate lets nothing through.
    ///
    /// - Parameters:
    ///   - candidate: The metrics of the version that the alias would move to.
    ///   - incumbent: Those of the version it points at, on the same items; `nil` when it points at none.
    /// - Returns: Whether the gate holds, with every comparison and its numbers.
    public func decide(candidate: [String: Double], incumbent: [String: Double]?) -> Decision {
        let checks = expression.root.comparisons.map { check($0, candidate: candidate, incumbent: incumbent) }
        var outcomes = checks.map(\.outcome)[...]
        let truth = expression.root.truth(of: &outcomes)
        let holds = truth != false && !checks.contains { $0.outcome == .undecidable }
        let words = checks.map { $0.explanation }.joined(separator: "; ")
        return Decision(
            holds: holds,
            explanation: "the gate \(holds ? "holds" : "does not hold"): \(words)",
            checks: checks
        )
    }

    private func check(
        _ comparison: MetricExpression.Comparison,
        candidate: [String: Double],
        incumbent: [String: Double]?
    ) -> Check {
        let text = comparison.text
        do {
            let terms = try terms(of: comparison)
            let mentionsIncumbent = terms.values.contains { if case .incumbent = $0 { true } else { false } }
            guard let incumbent = incumbent ?? (mentionsIncumbent ? nil : [:]) else {
                return Check(
                    comparison: text,
                    outcome: .notApplicable,
                    left: nil,
                    right: nil,
                    explanation: "\(text) is left out, as \(quoted(alias)) points at no version yet"
                )
            }
            try require(terms.values, candidate: candidate, incumbent: incumbent)
            let lookup = { (name: MetricName) -> Double? in
                switch terms[name] {
                case .candidate(let metric): candidate[metric]
                case .incumbent(let metric): incumbent[metric]
                case nil: nil
                }
            }
            return try decided(comparison, terms: terms, lookup)
        } catch {
            return Check(
                comparison: text,
                outcome: .undecidable,
                left: nil,
                right: nil,
                explanation: "\(text) cannot be decided: \(error.message)"
            )
        }
    }

    private func require(
        _ terms: some Sequence<Term>,
        candidate: [String: Double],
        incumbent: [String: Double]
    ) throws(RoostError) {
        for term in terms {
            let (owner, metrics, metric) =
                switch term {
                case .candidate(let metric): ("the candidate", candidate, metric)
                case .incumbent(let metric): (quoted(alias), incumbent, metric)
                }
            guard metrics[metric] == nil else { continue }
            let known = metrics.keys.filter { !$0.contains("(") }.sorted().joined(separator: ", ")
            throw RoostError(
                .failedPrecondition,
                "\(owner) has no metric \(quoted(metric)), or it is undefined for these items"
                    + (known.isEmpty ? "" : "; it has \(known)")
            )
        }
    }

    private func decided(
        _ comparison: MetricExpression.Comparison,
        terms: [MetricName: Term],
        _ lookup: (MetricName) -> Double?
    ) throws(RoostError) -> Check {
        let (left, right) = (try comparison.left.value(lookup), try comparison.right.value(lookup))
        guard left.isFinite, right.isFinite else {
            throw RoostError(.failedPrecondition, "a side has no finite value, for it divides by zero or is too large")
        }
        let holds = comparison.relation.holds(left, right)
        var numbers = "\(left.shown) \(comparison.relation.rawValue) \(right.shown)"
        let incumbents = Set(terms.values).compactMap { term in
            if case .incumbent(let metric) = term { metric } else { nil }
        }
        for metric in incumbents.sorted() {
            let value = lookup(terms.first { $0.value == .incumbent(metric) }?.key ?? MetricName(metric: metric))
            numbers += ", \(alias).\(metric) = \(value?.shown ?? "")"
        }
        return Check(
            comparison: comparison.text,
            outcome: holds ? .holds : .fails,
            left: left,
            right: right,
            explanation: "\(comparison.text) is \(holds ? "true" : "false") (\(numbers))"
        )
    }
}

extension MetricExpression.Node {
    /// What a condition comes to when its comparisons came to `outcomes`, in Kleene's three-valued logic.
    ///
    /// - Returns: `nil` when that hangs on a comparison which does not apply.
    fileprivate func truth(of outcomes: inout ArraySlice<Gate.Check.Outcome>) -> Bool? {
        switch self {
        case .comparison:
            return switch outcomes.popFirst() {
            case .holds: true
            case .fails, .undecidable: false
            case .notApplicable, nil: nil
            }
        case .not(let node): return node.truth(of: &outcomes).map { !$0 }
        case .and(let nodes):
            let truths = nodes.map { $0.truth(of: &outcomes) }
            return truths.contains(false) ? false : truths.contains(nil) ? nil : true
        case .or(let nodes):
            let truths = nodes.map { $0.truth(of: &outcomes) }
            return truths.contains(true) ? true : truths.contains(nil) ? nil : false
        case .number, .name, .negative, .sum, .product, .call: return nil
        }
    }
}

extension Double {
    /// To six decimals at most.
    fileprivate var shown: String {
        let rounded = (self * 1e6).rounded() / 1e6
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
    }
}
