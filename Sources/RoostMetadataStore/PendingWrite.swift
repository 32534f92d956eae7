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

    private let body: @Sendable (_ database: Database, _ ledger: MetricLedger, _ isIsolated: Bool) -> Outcome
    /// Whether what metrics come to may be written after it.
    let settlesLater: Bool
    /// Tells the caller that its write was never tried.
    let refuse: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value,
        settlesLater: Bool,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.settlesLater = settlesLater
        self.body = { database, ledger, isIsolated in
            let before = ledger.state
            let result = Result {
                let transaction = WriteTransaction(
                    connection: Connection(database: database),
                    ledger: ledger,
                    settlesLater: settlesLater
                )
                return try isIsolated ? database.savepoint { try body(transaction) } : body(transaction)
            }
            guard case .success = result else {
                ledger.state = before
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
    /// A body that throws has its own changes undone if it is isolated; else the whole transaction has to be.
    func perform(in database: Database, _ ledger: MetricLedger, isIsolated: Bool) -> Outcome {
        body(database, ledger, isIsolated)
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
