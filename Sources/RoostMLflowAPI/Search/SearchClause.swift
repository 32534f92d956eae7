import RoostEntities

/// One comparison of a search filter, as it was written.
///
///     filter = clause { "AND" clause } [ "AND" ]
///     clause = name comparison ( number | string | name ) | name [ "NOT" ] "IN" group | name "IS" [ "NOT" ] "NULL"
struct SearchClause: Hashable {
    let name: SearchToken
    /// Such as `>=` or `NOT IN`, in capital letters.
    let comparator: String
    /// `nil` after `IS NULL` and `IS NOT NULL`.
    let value: SearchToken?

    private static let most = 100

    /// The clauses of a filter, 100 at most; all have to hold.
    ///
    /// - Throws: `invalidArgument` in MLflow's words, naming what is no clause.
    static func clauses(of filter: String) throws(RoostError) -> [SearchClause] {
        var rest = try SearchLexer.tokens(of: filter)[...]
        var clauses: [SearchClause] = []
        var invalid: [String] = []
        while let token = rest.first {
            if let clause = try take(&rest) {
                clauses.append(clause)
            } else {
                rest.removeFirst()
                if !token.isKeyword("AND") { invalid.append("'\(token.text)'") }
            }
        }
        guard invalid.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "Invalid clause(s) in filter string: \(invalid.joined(separator: ", "))"
            )
        }
        guard clauses.count <= most else {
            throw RoostError(.invalidArgument, "A search filter has \(most) clauses at most, not \(clauses.count).")
        }
        return clauses
    }

    /// The clause that `tokens` begin with, taken off them; `nil` when they begin with none.
    private static func take(_ tokens: inout ArraySlice<SearchToken>) throws(RoostError) -> SearchClause? {
        guard let first = tokens.first, tokens.count >= 3 else { return nil }
        let words = tokens.dropFirst().prefix(3).map { $0 }
        if words[0].kind == .comparison, words[1].isValue, first.isValue {
            guard first.kind == .name else {
                throw RoostError(
                    .invalidArgument,
                    "Invalid comparison clause. Expected 'Identifier' found '\(first.text)'"
                )
            }
            tokens.removeFirst(3)
            return SearchClause(name: first, comparator: words[0].text.uppercased(), value: words[1])
        }
        guard first.kind == .name else { return nil }
        if words[0].isKeyword("IN"), words[1].kind == .group {
            tokens.removeFirst(3)
            return SearchClause(name: first, comparator: "IN", value: words[1])
        }
        if words[0].isKeyword("IS"), words[1].isKeyword("NULL") {
            tokens.removeFirst(3)
            return SearchClause(name: first, comparator: "IS NULL", value: nil)
        }
        guard words.count == 3 else { return nil }
        if words[0].isKeyword("IS"), words[1].isKeyword("NOT"), words[2].isKeyword("NULL") {
            tokens.removeFirst(4)
            return SearchClause(name: first, comparator: "IS NOT NULL", value: nil)
        }
        if words[0].isKeyword("NOT"), words[1].isKeyword("IN"), words[2].kind == .group {
            tokens.removeFirst(4)
            return SearchClause(name: first, comparator: "NOT IN", value: words[2])
        }
        return nil
    }
}

extension SearchToken {
    fileprivate var isValue: Bool {
        switch kind {
        case .name, .number, .string, .group: true
        case .comparison, .keyword, .other: false
        }
    }
}
