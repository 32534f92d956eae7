/// What a clause or an order speaks of: a kind of thing and a key, parted by the first dot.
struct SearchName: Hashable {
    /// `nil` when there is no dot.
    let entity: String?
    let key: String

    init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        entity = parts.count > 1 ? String(parts[0]).without("`") : nil
        key = String(parts[parts.count - 1]).without("'").without("\"").without("`")
    }
}

extension String {
    /// The text between two `quote`s, or all of it if it does not stand between such.
    func without(_ quote: Character) -> String {
        guard count >= 2, first == quote, last == quote else { return self }
        return String(dropFirst().dropLast())
    }

    /// The text between single or double quotes; `nil` if it stands between none.
    var unquoted: String? {
        guard count >= 2, let first, first == "'" || first == "\"", last == first else { return nil }
        return String(dropFirst().dropLast())
    }
}
