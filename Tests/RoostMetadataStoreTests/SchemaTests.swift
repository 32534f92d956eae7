import Foundation
import GRDB
import Testing

@testable import RoostMetadataStore

@Suite struct SchemaTests {
    /// Beside this file; a change of it is reviewed like code.
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "schema.sql")

    @Test func `the migrations make the schema that was reviewed`() async throws {
        let schema = try await Metadata().schema()
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] != nil {
            try schema.write(to: Self.golden, atomically: true, encoding: .utf8)
        }
        let reviewed = try String(contentsOf: Self.golden, encoding: .utf8)
        #expect(schema == reviewed)
    }

    @Test func `every table is strict`() async throws {
        let loose = try await Metadata().read { transaction in
            let names: [String] = try transaction.connection.values(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
            )
            return names
        }
        #expect(Set(loose) == ["sqlite_schema", "grdb_migrations"])
    }

    @Test func `every foreign key has an index, so that no delete scans`() async throws {
        let bare = try await Metadata().read { transaction in
            let found: [String] = try transaction.connection.values(
                """
                SELECT t.name || '.' || f."from" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
                WHERE t.schema = 'main' AND f.seq = 0 AND NOT EXISTS (
                    SELECT 1 FROM pragma_index_list(t.name) l, pragma_index_info(l.name) i
                    WHERE i.seqno = 0 AND i.name = f."from")
                """
            )
            return found
        }
        #expect(bare == [])
    }

    @Test func `a write is on disk when it returns`() async throws {
        try await withDatabase { metadata in
            let modes = try await metadata.write { transaction in
                let synchronous: Int? = try transaction.connection.value("PRAGMA synchronous")
                let journal: String? = try transaction.connection.value("PRAGMA journal_mode")
                let keys: Int? = try transaction.connection.value("PRAGMA foreign_keys")
                return "\(synchronous ?? -1) \(journal ?? "") \(keys ?? -1)"
            }
            #expect(modes == "2 wal 1")
        }
    }

    @Test func `opening again changes nothing and loses nothing`() async throws {
        try await withTemporaryFile { path in
            let first = try Metadata(path: path)
            try await first.write { _ = try $0.insertSampleProject() }
            try first.close()
            let second = try Metadata(path: path)
            #expect(try await second.read { try $0.project(named: .sample) } != nil)
            try second.close()
        }
    }
}

extension Metadata {
    fileprivate func schema() async throws -> String {
        try await read { transaction in
            let statements: [String] = try transaction.connection.values(
                "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY tbl_name, type DESC, name"
            )
            return statements.joined(separator: "\n\n") + "\n"
        }
    }
}
