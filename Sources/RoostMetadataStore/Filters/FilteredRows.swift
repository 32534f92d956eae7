import GRDB
import RoostEntities

/// How rows that a filter may mean are found: through one index, in its order.
///
/// A filter whose tests no index serves could look at a million rows for a page of none. So a page looks at
/// ``examined`` rows at most; it may hold fewer than were asked for, and still have a next one.
struct FilteredRows {
    /// How many rows a page looks at, at most.
    static let examined = 50_000
    /// How many rows a count looks at, at most.
    static let counted = 2_000_000

    /// `SELECT id, place FROM … WHERE …`, with `place` what the order and the token of the next page are made of.
    var selection: SQLFragment
    /// The rest of the condition that takes up at a place, with one question mark for it.
    var continuation: String
    /// By what the index orders.
    var order: String
    /// Whether rows of one place are one.
    var isGrouped = false

    /// The identifiers of rows after `place`, at most `limit`.
    func keys(after place: (any DatabaseValueConvertible)?, limit: Int) -> SQLFragment {
        var keys = selection
        if let place { keys = keys + SQLFragment(" AND \(continuation)", [place]) }
        return keys + SQLFragment("\(isGrouped ? " GROUP BY \(order)" : "") ORDER BY \(order) LIMIT ?", [limit])
    }

    /// The place of the last row that a page looked at; `nil` when it looked at all of them.
    func lastExamined<Place: DatabaseValueConvertible>(
        after place: (any DatabaseValueConvertible)?,
        in connection: Connection
    ) throws -> Place? {
        let keys = keys(after: place, limit: Self.examined)
        return try connection.value(
            "SELECT place FROM (" + keys + SQLFragment(") LIMIT 1 OFFSET ?", [Self.examined - 1])
        )
    }
}
