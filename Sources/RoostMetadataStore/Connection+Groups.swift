import GRDB

/// Statements about many values, told of many at once.
///
/// Values go in groups of a few sizes, so that there are few different statements, and all of them are kept.
extension Connection {
    private static var sizes: [Int] { [64, 8, 1] }

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
        try Self.groups(values) { count, group in
            let marks = Array(repeating: "?", count: count).joined(separator: ",")
            try each("\(head) (\(marks))", StatementArguments(arguments + group)) { row in
                try body(row)
                return true
            }
        }
    }

    private static func groups(
        _ values: [(any DatabaseValueConvertible)?],
        _ body: (_ count: Int, _ group: ArraySlice<(any DatabaseValueConvertible)?>) throws -> Void
    ) rethrows {
        var rest = values[...]
        for size in sizes {
            while rest.count >= size {
                try body(size, rest.prefix(size))
                rest = rest.dropFirst(size)
            }
        }
    }
}
