import GRDB

/// A database within a transaction; statements are prepared once and kept.
package struct Connection {
    let database: Database

    func all<Record: FetchableRecord>(
        _ sql: String,
        _ arguments: StatementArguments = []
    ) throws -> [Record] {
        try Record.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func first<Record: FetchableRecord>(
        _ sql: String,
        _ arguments: StatementArguments = []
    ) throws -> Record? {
        try Record.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    /// Row by row, for what may be too much to hold, until `body` has enough and answers `false`.
    ///
    /// A row is only good until the next one comes. A statement that hardly ever comes again is not kept.
    func each(
        _ sql: String,
        _ arguments: StatementArguments = [],
        isKept: Bool = true,
        _ body: (Row) throws -> Bool
    ) throws {
        let statement = isKept ? try database.cachedStatement(sql: sql) : try database.makeStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next(), try body(row) {}
    }

    func values<Value: DatabaseValueConvertible>(
        _ sql: String,
        _ arguments: StatementArguments = []
    ) throws -> [Value] {
        try Value.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func value<Value: DatabaseValueConvertible>(
        _ sql: String,
        _ arguments: StatementArguments = []
    ) throws -> Value? {
        try Value.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func exists(_ sql: String, _ arguments: StatementArguments = []) throws -> Bool {
        try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) != nil
    }

    /// How many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
        return database.changesCount
    }
}
