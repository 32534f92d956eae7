import RoostEntities

/// One entry of `order_by`: a name, and which way.
///
///     order = name [ "ASC" | "DESC" ]
struct SearchOrder: Hashable {
    private static let most = 20

    let name: SearchName
    let isDescending: Bool

    /// The entries of an order, 20 at most.
    static func orders(_ entries: [String]) throws(RoostError) -> [SearchOrder] {
        guard entries.count <= most else {
            throw RoostError(.invalidArgument, "`order_by` has \(most) entries at most, not \(entries.count).")
        }
        var orders: [SearchOrder] = []
        for entry in entries { orders.append(try SearchOrder(entry)) }
        return orders
    }

    /// The entries of an order as fields to sort by, none of them twice.
    ///
    /// - Parameters:
    ///   - entries: 20 at most.
    ///   - field: What a name means.
    /// - Returns: In their order.
    /// - Throws: `invalidArgument` in MLflow's words.
    static func sorts<Field>(
        _ entries: [String],
        _ field: (SearchName) throws(RoostError) -> Field
    ) throws(RoostError) -> [SearchSort<Field>] {
        var sorts: [SearchSort<Field>] = []
        for order in try orders(entries) {
            let sort = SearchSort(try field(order.name), descending: order.isDescending)
            guard !sorts.contains(where: { $0.field == sort.field }) else {
                let list = entries.map { "'\($0)'" }.joined(separator: ", ")
                throw RoostError(.invalidArgument, "`order_by` contains duplicate fields: [\(list)]")
            }
            sorts.append(sort)
        }
        return sorts
    }

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
