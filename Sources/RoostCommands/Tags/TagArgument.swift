import RoostClient

/// A tag as it is typed.
///
///     tag = key "=" value
struct TagArgument: Sendable {
    let key: String
    let value: String

    init(_ text: String) throws(RoostError) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw RoostError(.invalidArgument, "'\(text)' is no tag; it looks like team=vision")
        }
        key = String(text[..<equals])
        value = String(text[text.index(after: equals)...])
    }
}
