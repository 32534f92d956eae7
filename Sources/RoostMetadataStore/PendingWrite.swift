import GRDB

/// A write that waits for its turn, and for the commit that answers it.
struct PendingWrite: Sendable {
    /// Tells the caller how it went, once the commit is known: `nil` for a commit that succeeded.
    typealias Answer = @Sendable (_ commitError: (any Error)?) -> Void

    /// What came of the body, before the commit.
    struct Outcome {
        let succeeded: Bool
        let answer: Answer
    }

    private let body: @Sendable (_ database: Database, _ isAlone: Bool) -> Outcome
    /// Tells the caller that its write was never tried.
    let refuse: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = { database, isAlone in
            let result = Result {
                let transaction = WriteTransaction(connection: Connection(database: database))
                return try isAlone ? body(transaction) : database.savepoint { try body(transaction) }
            }
            guard case .success = result else {
                return Outcome(succeeded: false) { _ in continuation.resume(with: result) }
            }
            return Outcome(succeeded: true) { commitError in
                guard let commitError else { return continuation.resume(with: result) }
                continuation.resume(throwing: commitError)
            }
        }
        refuse = { continuation.resume(throwing: $0) }
    }

    /// Runs the body in the transaction `database` is in.
    ///
    /// A body that throws has its own changes alone undone, unless it is alone in the transaction: then nothing is.
    func perform(in database: Database, isAlone: Bool) -> Outcome {
        body(database, isAlone)
    }
}

extension Database {
    /// What `body` gives, with its changes undone if it throws; for within a transaction.
    fileprivate func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try cachedStatement(sql: "SAVEPOINT write").execute()
        do {
            let value = try body()
            try cachedStatement(sql: "RELEASE SAVEPOINT write").execute()
            return value
        } catch {
            // A full disk ends the whole transaction, savepoints or not.
            if isInsideTransaction {
                try cachedStatement(sql: "ROLLBACK TRANSACTION TO SAVEPOINT write").execute()
                try cachedStatement(sql: "RELEASE SAVEPOINT write").execute()
            }
            throw error
        }
    }
}
