import GRDB
import Synchronization

/// Lets concurrent writes share a transaction, and so the one wait for the disk that each would have alone.
///
/// Writes that come while a transaction is being committed wait and go together into the next. One that throws spares the
/// others: the transaction is undone and all are run once more, each with a savepoint. Nobody is answered before the commit
/// is on disk, and a commit that fails fails all of them.
///
/// A class, because the queue is shared and `Mutex` cannot be copied.
final class WriteCoalescer: Sendable {
    private struct State {
        var pending: [PendingWrite] = []
        var isDraining = false
        /// Those that commits wrote or read.
        var fields = FieldKeys()
    }

    /// How many writes share a transaction at most, so that none waits for too many others.
    private static let largestBatch = 512

    private let writer: any DatabaseWriter
    private let state = Mutex(State())

    init(_ writer: any DatabaseWriter) {
        self.writer = writer
    }

    /// What `body` returned, once that is on disk.
    ///
    /// One that `settlesLater` reads nothing of what metrics come to: see ``MetricLedger``.
    ///
    /// A task that is cancelled before it gets here writes nothing; later it is too late, and the write is answered.
    func write<Value: Sendable>(
        settlesLater: Bool = false,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(PendingWrite(body, settlesLater: settlesLater, continuation: continuation))
        }
    }

    private func enqueue(_ write: PendingWrite) {
        let mustStart = state.withLock { state in
            state.pending.append(write)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        guard mustStart else { return }
        // The writer has a thread of its own: SQLite never blocks one of the cooperative pool.
        writer.asyncWriteWithoutTransaction { [self] database in
            while let batch = nextBatch() {
                commit(batch, in: database)
            }
        }
    }

    private func nextBatch() -> [PendingWrite]? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isDraining = false
                return nil
            }
            let batch = Array(state.pending.prefix(Self.largestBatch))
            state.pending.removeFirst(batch.count)
            return batch
        }
    }

    private func commit(_ batch: [PendingWrite], in database: Database) {
        // Mostly all succeed, and SQLite copies every page that a savepoint may have to put back.
        if commit(batch, isolated: false, in: database) { return }
        _ = commit(batch, isolated: true, in: database)
    }

    /// Runs all bodies in one transaction and answers them.
    ///
    /// - Returns: `false` if a body threw that shares the transaction and was not isolated: then nothing is done, and nobody
    ///   is answered.
    private func commit(_ batch: [PendingWrite], isolated: Bool, in database: Database) -> Bool {
        var answers: [PendingWrite.Answer] = []
        var isDone = true
        let connection = Connection(database: database)
        let ledger = MetricLedger(fields: state.withLock { $0.fields })
        do {
            try database.inTransaction(.immediate) {
                var mustCommit = false
                for write in batch {
                    if !write.settlesLater || ledger.isFull { try ledger.settle(connection) }
                    let outcome = write.perform(in: database, ledger, isIsolated: isolated)
                    answers.append(outcome.answer)
                    mustCommit = mustCommit || outcome.succeeded
                    // A full disk ends the whole transaction, savepoints or not.
                    guard database.isInsideTransaction else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                    isDone = isolated || outcome.succeeded || batch.count == 1
                    guard isDone else { return .rollback }
                }
                guard mustCommit else { return .rollback }
                try ledger.settle(connection)
                return .commit
            }
            guard isDone else { return false }
            let fields = ledger.state.fields
            state.withLock { $0.fields = fields }
            answers.forEach { $0(nil) }
        } catch {
            answers.forEach { $0(error) }
            batch.dropFirst(answers.count).forEach { $0.refuse(error) }
        }
        return true
    }
}
