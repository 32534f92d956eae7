import GRDB
import GRDBSQLite

/// A number in a column of a row to be.
enum NumberColumn {
    case integer(Int64)
    /// What is no number becomes `NULL`.
    case real(Double)
}

extension Connection {
    /// Runs a statement once a row, with that row's numbers.
    ///
    /// For what comes by the hundred: nothing is boxed on the way to SQLite.
    ///
    /// - Parameters:
    ///   - sql: A statement that answers nothing, with a mark for each number of a row.
    ///   - width: How many numbers a row has.
    ///   - numbers: Those of all rows, one row after another.
    /// - Throws: What SQLite says; the rows before are written then, until the transaction or savepoint is undone.
    func execute(_ sql: String, width: Int, _ numbers: [NumberColumn]) throws {
        guard !numbers.isEmpty else { return }
        let statement = try database.cachedStatement(sql: sql).sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for start in stride(from: 0, to: numbers.count, by: width) {
            sqlite3_reset(statement)
            for index in 0..<width {
                let code =
                    switch numbers[start + index] {
                    case .integer(let value): sqlite3_bind_int64(statement, CInt(index + 1), value)
                    case .real(let value): sqlite3_bind_double(statement, CInt(index + 1), value)
                    }
                try check(code, is: SQLITE_OK, sql)
            }
            try check(sqlite3_step(statement), is: SQLITE_DONE, sql)
        }
    }

    private func check(_ code: CInt, is expected: CInt, _ sql: String) throws {
        guard code != expected else { return }
        let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
}
