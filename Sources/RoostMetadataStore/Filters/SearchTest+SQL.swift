import GRDB
import RoostEntities

extension SearchTest {
    /// Longer patterns are more than SQLite takes.
    private static let longestPattern = 40_000

    /// The test of a column that holds text, or of an expression that gives it.
    ///
    /// What has no text passes none but ``missing``.
    func condition(onText column: String) throws(RoostError) -> SQLFragment {
        switch self {
        case .number(let relation, let number): SQLFragment("\(column) \(relation.sql) ?", [number])
        case .equals(let text): SQLFragment("\(column) = ?", [text])
        case .differs(let text): SQLFragment("\(column) <> ?", [text])
        case .like(let pattern, ignoringCase: true):
            SQLFragment("\(column) LIKE ?", [try Self.checked(pattern)])
        case .like(let pattern, ignoringCase: false):
            SQLFragment("\(column) GLOB ?", [try Self.checked(Self.glob(pattern))])
        case .among(let texts): Self.listed(column, "IN", texts)
        case .notAmong(let texts): Self.listed(column, "NOT IN", texts)
        case .missing: SQLFragment("\(column) IS NULL")
        case .present: SQLFragment("\(column) IS NOT NULL")
        }
    }

    /// The test of a column that holds a number; NULL is one that is none, and differs from all.
    func condition(onNumber column: String) -> SQLFragment {
        switch self {
        case .number(.differs, let number): SQLFragment("(\(column) <> ? OR \(column) IS NULL)", [number])
        case .number(let relation, let number): SQLFragment("\(column) \(relation.sql) ?", [number])
        case .equals, .differs, .like, .among, .notAmong, .missing: SQLFragment("FALSE")
        case .present: SQLFragment("TRUE")
        }
    }

    private static func listed(_ column: String, _ word: String, _ texts: [String]) -> SQLFragment {
        let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
        return SQLFragment("\(column) \(word) (\(marks))", StatementArguments(texts))
    }

    private static func checked(_ pattern: String) throws(RoostError) -> String {
        guard pattern.utf8.count <= longestPattern else {
            throw RoostError(
                .invalidArgument,
                "a pattern has \(longestPattern) bytes at most, not \(pattern.utf8.count)"
            )
        }
        return pattern
    }

    /// `%` and `_` as GLOB spells them, which tells large letters from small ones.
    private static func glob(_ pattern: String) -> String {
        pattern.unicodeScalars.reduce(into: "") { glob, scalar in
            switch scalar {
            case "%": glob += "*"
            case "_": glob += "?"
            case "*", "?", "[": glob += "[\(scalar)]"
            default: glob.unicodeScalars.append(scalar)
            }
        }
    }
}

extension SearchTest.Relation {
    var sql: String {
        switch self {
        case .differs: "<>"
        case .equals, .isLess, .isAtMost, .isGreater, .isAtLeast: rawValue
        }
    }
}
