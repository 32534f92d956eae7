import RoostEntities

/// One entry of `order_by`: a name, and which way.
///
///     order = name [ "ASC" | "DESC" ]
struct SearchOrder: Hashable {
    let name: SearchName
    let isDescending: Bool

    /// - Throws: `invalidArgument` in MLflow's words.
    init(_ text: String) throws(RoostError) {
        let tokens = try SearchLexer.tokens(of: text)
        guard let first = tokens.first, first.kind == .name, tokens.count <= 2 else {
            throw RoostError(.invalidArgument, "Invalid order_by clause '\(text)'. Could not be parsed.")
        }
        name = SearchName(first.text)
        switch tokens.dropFirst().first?.text.lowercased() {
        case nil, "asc": isDescending = false
        case "desc": isDescending = true
        default: throw RoostError(.invalidArgument, "Invalid ordering key in order_by clause '\(text)'.")
        }
    }
}
