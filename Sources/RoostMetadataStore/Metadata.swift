import Foundation
import GRDB
import RoostEntities

/// Every entity's row, in SQLite.
///
/// What a write has returned from survives a crash of the process and of the machine.
package struct Metadata: Sendable {
    private let writer: any DatabaseWriter
    private let coalescer: WriteCoalescer

    /// Opens the file, makes it if it is missing, and brings its schema up to date.
    ///
    /// It blocks: call it at the start.
    ///
    /// - Throws: `unavailable` if the file cannot be opened, `failedPrecondition` if a newer Roost has changed it.
    package init(path: String) throws {
        do {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // Only now: opening the pool lets WAL commit without waiting for the disk.
            try pool.writeWithoutTransaction { try $0.execute(sql: Self.writing) }
            try self.init(pool)
        } catch let error as DatabaseError {
            throw RoostError(
                .unavailable,
                "the metadata in \(quoted(path)) cannot be opened: \(error.message ?? error.description); "
                    + "check that the folder is there, is yours and has room, and that the file is a Roost database",
                cause: error
            )
        }
    }

    /// Opens a file that no server uses, without leaving others beside it.
    package init(offline path: String) throws {
        do {
            try self.init(DatabaseQueue(path: path, configuration: Self.configuration))
        } catch let error as DatabaseError {
            throw RoostError(error)
        }
    }

    /// For tests: everything is gone with the value.
    package init(inMemory name: String? = nil) throws {
        try self.init(DatabaseQueue(named: name, configuration: Self.configuration))
    }

    private init(_ writer: any DatabaseWriter) throws {
        let migrator = Migrations.migrator
        guard try writer.read({ try !migrator.hasBeenSuperseded($0) }) else {
            throw RoostError(
                .failedPrecondition,
                "the metadata was written by a newer Roost; start that one, or restore a backup made with this one"
            )
        }
        try migrator.migrate(writer)
        self.writer = writer
        coalescer = WriteCoalescer(writer)
    }

    /// Of the one connection that writes.
    ///
    /// A write that happens to move the log into the database, from 32 MiB on, waits much longer than others: few
    /// should. What many writes touch, such as indices, stays in memory meanwhile, and so do the pages that a savepoint
    /// may have to put back, which would go to a file when there are more than 16.
    private static var writing: String {
        """
        PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -16384;
        PRAGMA temp_store = MEMORY
        """
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 8
        configuration.label = "metadata"
        return configuration
    }

    /// Asks about one unchanging state, on a thread where waiting is no harm.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await writer.read { database in
                try body(ReadTransaction(connection: Connection(database: database)))
            }
        } catch let error as DatabaseError {
            throw RoostError(error)
        }
    }

    /// Changes things together or not at all; returns when that is on disk.
    ///
    /// Concurrent writes share one transaction and one wait for the disk. `body` may run only database work: everyone
    /// else's writes wait for it, and it is undone and run again when another of its transaction throws.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await coalescer.write(body)
        } catch let error as DatabaseError {
            throw RoostError(error)
        }
    }

    /// As ``write(_:)``, for a body that adds points and reads nothing of what metrics come to.
    ///
    /// That may then be written once for all such writes of a transaction, after them and before the commit.
    package func writePoints<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await coalescer.write(settlesLater: true, body)
        } catch let error as DatabaseError {
            throw RoostError(error)
        }
    }

    /// Copies everything, as of now, into a single new file while others read and write.
    package func copy(to path: String) async throws {
        do {
            try await writer.read { database in
                let copy = try DatabaseQueue(path: path)
                try copy.writeWithoutTransaction { target in
                    try database.backup(to: target)
                    try target.execute(sql: "PRAGMA journal_mode = DELETE")
                }
                try copy.close()
            }
        } catch let error as DatabaseError {
            throw RoostError(error)
        }
    }

    /// Gives the file up; whoever still reads or writes gets an error.
    package func close() throws {
        try writer.close()
    }
}
