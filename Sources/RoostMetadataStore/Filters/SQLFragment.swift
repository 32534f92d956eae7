import GRDB

/// A piece of SQL with what is bound to its question marks; nothing from outside is ever in the text.
struct SQLFragment {
    var sql: String
    var arguments: StatementArguments

    init(_ sql: String, _ arguments: StatementArguments = []) {
        self.sql = sql
        self.arguments = arguments
    }

    static func + (left: SQLFragment, right: SQLFragment) -> SQLFragment {
        SQLFragment(left.sql + right.sql, left.arguments + right.arguments)
    }

    static func + (left: SQLFragment, right: String) -> SQLFragment {
        SQLFragment(left.sql + right, left.arguments)
    }

    static func + (left: String, right: SQLFragment) -> SQLFragment {
        SQLFragment(left + right.sql, right.arguments)
    }
}

extension Sequence<SQLFragment> {
    func joined(separator: String) -> SQLFragment {
        var all = SQLFragment("")
        for (number, fragment) in enumerated() {
            all = number == 0 ? fragment : all + separator + fragment
        }
        return all
    }
}

extension Connection {
    /// For SQL that is hardly ever the same again: its statement is not kept.
    func all<Record: FetchableRecord>(_ fragment: SQLFragment) throws -> [Record] {
        try Record.fetchAll(database, sql: fragment.sql, arguments: fragment.arguments)
    }

    func first<Record: FetchableRecord>(_ fragment: SQLFragment) throws -> Record? {
        try Record.fetchOne(database, sql: fragment.sql, arguments: fragment.arguments)
    }

    func value<Value: DatabaseValueConvertible>(_ fragment: SQLFragment) throws -> Value? {
        try Value.fetchOne(database, sql: fragment.sql, arguments: fragment.arguments)
    }
}
