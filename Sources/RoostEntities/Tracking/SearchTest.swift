/// What has to be true of one value for a search to find what has it.
///
/// What has no value passes no test but ``missing``.
package enum SearchTest: Sendable, Hashable {
    case number(Relation, Double)
    case equals(String)
    case differs(String)
    /// `%` is any text, `_` any character, all else itself.
    case like(String, ignoringCase: Bool)
    case among([String])
    case notAmong([String])
    case missing
    case present

    package enum Relation: String, Sendable, Hashable, CaseIterable {
        case equals = "="
        case differs = "!="
        case isLess = "<"
        case isAtMost = "<="
        case isGreater = ">"
        case isAtLeast = ">="
    }
}
