/// A number that a user defines over the others of an evaluation.
///
///     name = letter { letter | digit | "_" }      lower case, 64 characters at most, no word of the expressions
public struct UserMetric: Sendable, Codable, Hashable {
    public let name: String
    public let expression: MetricExpression

    /// A metric called `name`.
    ///
    /// - Throws: `invalidArgument` for a name that is none or is that of a metric every evaluation has, or an expression
    ///   that is a condition or names another version's numbers.
    public init(name: String, expression: MetricExpression) throws(RoostError) {
        try self.init(known: name, expression: expression)
        guard !EvaluationReport.isSummaryName(name) else {
            throw RoostError(.invalidArgument, "every evaluation has a metric \(quoted(name)); pick another name")
        }
    }

    /// A metric that was defined before, when reports may have had fewer names of their own.
    private init(known name: String, expression: MetricExpression) throws(RoostError) {
        let allowed = { (byte: UInt8) in byte.isASCIILowercase || byte.isASCIIDigit || byte == UInt8(ascii: "_") }
        guard follows(name, limit: 64, first: \.isASCIILowercase, rest: allowed), !Self.reserved.contains(name) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(name)) is no name for a metric: start with a-z, then a-z, 0-9 or '_', 64 at most, and no word "
                    + "that expressions use themselves, such as 'min' or 'champion'"
            )
        }
        guard expression.kind == .number else {
            throw RoostError(
                .invalidArgument,
                "the metric \(quoted(name)) must be a number, and \(quoted(expression.text)) is a condition"
            )
        }
        if let foreign = expression.names.first(where: { $0.owner != nil }) {
            throw RoostError(
                .invalidArgument,
                "the metric \(quoted(name)) can only use numbers of its own evaluation, not \(quoted(foreign.description))"
            )
        }
        self.name = name
        self.expression = expression
    }

    private static let reserved: Set<String> = [
        "and", "or", "not", "min", "max", "abs", "candidate", "champion", "incumbent",
    ]

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            known: container.decode(String.self, forKey: .name),
            expression: container.decode(MetricExpression.self, forKey: .expression)
        )
    }
}

extension [UserMetric] {
    /// The metrics' values over `metrics`, each of which may use those before it.
    ///
    /// - Returns: `metrics` with the values added, and why others have none.
    /// - Throws: `invalidArgument` when two metrics have one name, or one has that of a metric there is already.
    public func values(
        over metrics: [String: Double]
    ) throws(RoostError) -> (metrics: [String: Double], undefined: [String: String]) {
        var values = metrics
        var undefined: [String: String] = [:]
        for metric in self {
            guard values[metric.name] == nil, undefined[metric.name] == nil else {
                throw RoostError(
                    .invalidArgument,
                    "there is a metric \(quoted(metric.name)) already; pick another name"
                )
            }
            do {
                values[metric.name] = try metric.expression.evaluate { values[$0.metric] }
            } catch {
                undefined[metric.name] = error.message
            }
        }
        return (values, undefined)
    }
}
