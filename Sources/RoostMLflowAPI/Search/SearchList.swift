import RoostEntities

/// The strings of a list such as `('a', "b")`.
enum SearchList {
    /// - Throws: `invalidArgument` in MLflow's words unless there is at least one, and only strings.
    static func strings(of group: String) throws(RoostError) -> [String] {
        let inner = String(group.dropFirst().dropLast())
        let tokens = try SearchLexer.tokens(of: inner)
        guard !tokens.isEmpty else {
            throw refusal("a non-empty list of string values, but got empty list")
        }
        var strings: [String] = []
        for (index, token) in tokens.enumerated() {
            guard index.isMultiple(of: 2) else {
                guard token.text == "," else { throw illFormed }
                continue
            }
            switch token.kind {
            case .string, .name:
                guard let text = token.text.unquoted else { throw illFormed }
                strings.append(text)
            case .number, .group:
                throw refusal("string value, punctuation, or whitespace, but got different type in list: \(group)")
            case .comparison, .keyword, .other: throw illFormed
            }
        }
        return strings
    }

    private static var illFormed: RoostError {
        refusal("a non-empty list of string values, but got ill-formed list.")
    }

    private static func refusal(_ what: String) -> RoostError {
        RoostError(.invalidArgument, "While parsing a list in the query, expected \(what)")
    }
}
