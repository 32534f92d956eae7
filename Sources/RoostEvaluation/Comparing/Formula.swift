import RoostEntities

/// A number over others: one of them, a user's metric, or an expression.
struct Formula: Sendable {
    private struct Step {
        let name: String
        let expression: MetricExpression
    }

    let name: String
    /// The numbers that it is made of.
    let needed: Set<MetricName>
    /// Users' metrics that it needs, then the formula itself.
    private let steps: [Step]

    /// Reads what `metric` says.
    ///
    /// - Parameters:
    ///   - metric: A name, that of a user's metric, or an expression of them.
    ///   - userMetrics: What users defined; each may use those before it.
    /// - Throws: `invalidArgument` for what is no number.
    init(_ metric: String, userMetrics: [UserMetric]) throws(RoostError) {
        name = metric
        let expression = try MetricExpression(metric)
        guard expression.kind == .number else {
            throw RoostError(.invalidArgument, "a comparison goes by a number, and \(quoted(metric)) is a condition")
        }
        var steps = [Step(name: "", expression: expression)]
        var open = expression.names
        for user in userMetrics.reversed() where open.remove(MetricName(metric: user.name)) != nil {
            steps.append(Step(name: user.name, expression: user.expression))
            open.formUnion(user.expression.names)
        }
        needed = open
        self.steps = steps.reversed()
    }

    /// The number, given those it is made of; `nil` where it is undefined.
    func value(_ numbers: [String: Double]) -> Double? {
        var values = numbers
        for step in steps { values[step.name] = try? step.expression.evaluate { values[$0.metric] } }
        return values[""]
    }
}
