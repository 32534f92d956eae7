import GRDB

/// A write that waits for its turn, and for the commit that answers it.
struct PendingWrite: Sendable {
    /// Tells the caller how it went, once the commit is known: `nil` for a commit that succeeded.
    typealias Answer = @Sendable (_ commitError: (any Error)?) -> Void

    private let body: @Sendable (Database) -> Answer
    /// Tells the caller that its write was never tried.
    let refuse: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = { database in
            let result = Result { try database.savepoint(body) }
            return { commitError in
                guard let commitError, case .success = result else {
                    return continuation.resume(with: result)
                }
                continuation.resume(throwing: commitError)
            }
        }
        refuse = { continuation.resume(throwing: $0) }
    }

    /// Runs the body in a savepoint of the transaction `database` is in: if it throws, its own changes alone are
    /// undone.
    func perform(in database: Database) -> Answer {
        body(database)
    }
}

extension Database {
    fileprivate func savepoint<Value>(_ body: (WriteTransaction) throws -> Value) throws -> Value {
        var value: Value?
        try inSavepoint {
            value = try body(WriteTransaction(connection: Connection(database: self)))
            return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
    }
}
