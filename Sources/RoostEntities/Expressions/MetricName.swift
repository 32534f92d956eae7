/// What an expression calls a number by: `accuracy`, `recall("3")`, `champion.accuracy`.
///
///     name   = [ owner "." ] metric [ "(" string ")" ]
///     owner  = metric = letter { letter | digit | "_" }                             ASCII
///     string = '"' { character | '\"' | '\\' } '"'                                  a label
public struct MetricName: Hashable, Sendable, CustomStringConvertible {
    /// Whose number it is, as `champion` in `champion.accuracy`; `nil` for that of the version which is judged.
    public let owner: String?
    /// The number's name among ``EvaluationReport/metrics``: `accuracy`, `recall("3")`.
    public let metric: String

    package init(owner: String? = nil, metric: String) {
        self.owner = owner
        self.metric = metric
    }

    /// The number of one class, such as `recall("3")`.
    public init(_ metric: String, label: String) {
        owner = nil
        self.metric = Self.flat(metric, label: label)
    }

    /// How the number of one class is named: quotes and backslashes of its label are escaped by a backslash.
    static func flat(_ metric: String, label: String) -> String {
        var text = metric + "(\""
        for scalar in label.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\")"
    }

    public var description: String { owner.map { $0 + "." + metric } ?? metric }
}
