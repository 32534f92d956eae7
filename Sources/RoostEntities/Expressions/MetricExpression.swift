/// A formula over the numbers of an evaluation, such as `0.5 * recall("3") + 0.5 * recall("8")`.
///
///     expression  = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | comparison
///     comparison  = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ]
///     sum         = product { ( "+" | "-" ) product }
///     product     = factor { ( "*" | "/" ) factor }
///     factor      = "-" factor | number | name | call | "(" expression ")"
///     call        = ( "min" | "max" ) "(" sum { "," sum } ")" | "abs" "(" sum ")"
///     number      = digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ]
///
/// For `name` see ``MetricName``. It has 4,096 bytes and 64 levels of nesting at most. Numbers and conditions are
/// told apart when it is parsed: `accuracy + (recall_macro > 0.5)` is refused.
public struct MetricExpression: Grammar {
    /// What it comes to.
    public enum Kind: String, Sendable {
        case number
        case condition
    }

    static let limit = 4_096
    static let depthLimit = 64

    public let text: String
    public let kind: Kind
    let root: Node

    /// Parses an expression.
    ///
    /// - Throws: `invalidArgument`, with what was expected and what was found.
    public init(_ text: String) throws(RoostError) {
        var parser = try Parser(text)
        let typed = try parser.parse()
        self.text = text
        kind = typed.kind
        root = typed.node
    }

    /// All names that it reads.
    public var names: Set<MetricName> {
        var names: Set<MetricName> = []
        root.collect(into: &names)
        return names
    }

    /// What it comes to, with the numbers that `lookup` knows; a condition comes to 1 or 0.
    ///
    /// - Throws: `failedPrecondition` when a name has no number, or when there is no finite result.
    public func evaluate(_ lookup: (MetricName) -> Double?) throws(RoostError) -> Double {
        let value = try root.value(lookup)
        guard value.isFinite else {
            throw RoostError(
                .failedPrecondition,
                "\(quoted(text)) has no finite value: it divides by zero or its numbers are too large"
            )
        }
        return value
    }

    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
