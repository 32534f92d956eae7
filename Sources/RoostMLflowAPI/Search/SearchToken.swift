/// A piece of a search filter, with the text it was written as.
struct SearchToken: Hashable {
    enum Kind: Hashable {
        /// Names joined by dots, each bare, in backticks or in double quotes.
        case name
        case number
        /// In single quotes.
        case string
        /// `=`, `!=`, `<`, `LIKE` and their like.
        case comparison
        /// `AND`, `OR`, `NOT`, `IN`, `IS`, `NULL` or `BETWEEN`.
        case keyword
        /// All from a parenthesis to the one that closes it.
        case group
        case other
    }

    let kind: Kind
    let text: String

    /// Whether it is that keyword, in capital letters or not.
    func isKeyword(_ word: String) -> Bool { kind == .keyword && text.uppercased() == word }
}
