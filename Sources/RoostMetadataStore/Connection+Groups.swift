import GRDB

/// Statements about many rows, told of many at once.
///
/// Rows go in groups of a few sizes, so that there are few different statements, and all of them are kept.
extension Connection {
    private static var sizes: [Int] { [64, 8, 1] }

    /// Writes rows, such as with `INSERT INTO t (a, b) VALUES` and `(?, ?)`.
    ///
    /// - Parameters:
    ///   - head: What comes before the rows.
    ///   - row: One row, with a mark for each of its values.
    ///   - tail: What comes after the rows.
    ///   - width: How many values a row has.
    ///   - values: Those of all rows, one row after another.
    /// - Throws: What SQLite does.
    func execute(
        _ head: String,
        row: String,
        tail: String = "",
        width: Int,
        _ values: [(any DatabaseValueConvertible)?]
    ) throws {
        try Self.groups(values, width: width) { count, group in
            let rows = Array(repeating: row, count: count).joined(separator: ",")
            try database.cachedStatement(sql: "\(head) \(rows) \(tail)").execute(arguments: StatementArguments(group))
        }
    }

    /// Reads rows that have one of many values, such as with `SELECT a FROM t WHERE b = ? AND c IN`.
    ///
    /// A row is only good until the next one comes.
    ///
    /// - Parameters:
    ///   - head: What comes before the list of values.
    ///   - arguments: Those of `head`.
    ///   - values: Each once.
    ///   - body: Takes a row.
    /// - Throws: What SQLite and `body` do.
    func each(
        _ head: String,
        _ arguments: [(any DatabaseValueConvertible)?] = [],
        among values: [(any DatabaseValueConvertible)?],
        _ body: (Row) throws -> Void
    ) throws {
        try Self.groups(values, width: 1) { count, group in
            let marks = Array(repeating: "?", count: count).joined(separator: ",")
            try each("\(head) (\(marks))", StatementArguments(arguments + group)) { row in
                try body(row)
                return true
            }
        }
    }

    private static func groups(
        _ values: [(any DatabaseValueConvertible)?],
        width: Int,
        _ body: (_ count: Int, _ group: ArraySlice<(any DatabaseValueConvertible)?>) throws -> Void
    ) rethrows {
        var rest = values[...]
        for size in sizes {
            while rest.count >= size * width {
                try body(size, rest.prefix(size * width))
                rest = rest.dropFirst(size * width)
            }
        }
    }
}
