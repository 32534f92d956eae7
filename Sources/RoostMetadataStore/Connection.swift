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
