import GRDB
import GRDBSQLite

/// A number in a column of a row to be, or of what a statement asks for.
enum NumberColumn {
    case integer(Int64)
    /// What is no number becomes `NULL`.
    case real(Double)
}

/// A row of numbers that a statement answers; it is only good until the next one comes.
struct NumberRow {
    fileprivate let statement: SQLiteStatement

    /// 0 for `NULL`.
    func integer(_ index: CInt) -> Int64 { sqlite3_column_int64(statement, index) }

    /// `nil` for `NULL`.
    func real(_ index: CInt) -> Double? {
        sqlite3_column_type(statement, index) == SQLITE_NULL ? nil : sqlite3_column_double(statement, index)
    }
}

extension Connection {
    /// Runs a statement once a row, with that row's numbers, and takes what it answers.
    ///
    /// For what comes by the hundred: nothing is boxed on the way to SQLite or back.
    ///
    /// - Parameters:
    ///   - sql: A statement with a mark for each number of a row.
    ///   - width: How many numbers a row has.
    ///   - numbers: Those of all rows, one row after another.
    ///   - body: Takes a row of the answers.
    /// - Throws: What SQLite says; the rows before are written then, until the transaction or savepoint is undone.
    func execute(
        _ sql: String,
        width: Int,
        _ numbers: [NumberColumn],
        _ body: (NumberRow) throws -> Void = { _ in }
    ) throws {
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
            var code = sqlite3_step(statement)
            while code == SQLITE_ROW {
                try body(NumberRow(statement: statement))
                code = sqlite3_step(statement)
            }
            try check(code, is: SQLITE_DONE, sql)
        }
    }

    private func check(_ code: CInt, is expected: CInt, _ sql: String) throws {
        guard code != expected else { return }
        let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
}
