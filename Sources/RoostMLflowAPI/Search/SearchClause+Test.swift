import RoostEntities

extension SearchClause {
    /// What a clause asks of a number; `what` begins MLflow's sentence about a value that is none.
    ///
    /// - Throws: `invalidArgument` for another comparison, or a value that is no number.
    func number(_ what: String) throws(RoostError) -> SearchTest {
        guard let relation = SearchTest.Relation(rawValue: comparator) else { throw wrongComparator(Self.numeric) }
        guard let value, value.kind == .number, let number = Double(value.text) else {
            throw RoostError(.invalidArgument, "\(what). Found \(value?.text ?? comparator)")
        }
        return .number(relation, number)
    }

    /// What a clause asks of a text.
    ///
    /// - Parameters:
    ///   - kind: What has the text, for MLflow's sentence about a value without quotes.
    ///   - allowed: The comparisons that there are.
    ///   - lists: Reads a list, or says why there are none.
    /// - Returns: The test.
    /// - Throws: `invalidArgument` for another comparison, or a value that is no text in quotes.
    func text(
        _ kind: String,
        allowed: Set<String>,
        lists: (_ list: String) throws(RoostError) -> [String]
    ) throws(RoostError) -> SearchTest {
        guard let value else { return comparator == "IS NULL" ? .missing : .present }
        if value.kind == .group {
            let strings = try lists(value.text)
            switch comparator {
            case "IN" where allowed.contains("IN"): return .among(strings)
            case "NOT IN" where allowed.contains("IN"): return .notAmong(strings)
            default: throw wrongComparator(allowed.sorted().joined(separator: ", "))
            }
        }
        guard value.kind != .number else { throw expectedString(kind, value.text) }
        guard let text = value.text.unquoted else {
            throw RoostError(
                .invalidArgument,
                "Parameter value is either not quoted or unidentified quote types used for string value "
                    + "\(value.text). Use either single or double quotes."
            )
        }
        guard allowed.contains(comparator) else { throw wrongComparator(allowed.sorted().joined(separator: ", ")) }
        switch comparator {
        case "=": return .equals(text)
        case "!=": return .differs(text)
        case "LIKE": return .like(text, ignoringCase: false)
        case "ILIKE": return .like(text, ignoringCase: true)
        default: throw wrongComparator(allowed.sorted().joined(separator: ", "))
        }
    }

    /// MLflow's sentence about a value that is no text.
    func expectedString(_ kind: String, _ value: String) -> RoostError {
        RoostError(.invalidArgument, "Expected a quoted string value for \(kind). Got value \(value)")
    }

    private func wrongComparator(_ allowed: String) -> RoostError {
        RoostError(.invalidArgument, "Invalid comparator '\(comparator)' not one of '{\(allowed)}'")
    }

    private static let numeric = "!=, <, <=, =, >, >="
    static let textual: Set<String> = ["=", "!=", "LIKE", "ILIKE"]
    static let listable: Set<String> = ["=", "!=", "LIKE", "ILIKE", "IN"]
}
