import GRDB
import RoostEntities
import Testing

@testable import RoostMetadataStore

@Suite struct MigrationTests {
    @Test func `items and annotations of before snapshots are as they were`() async throws {
        try await withTemporaryFile { path in
            let queue = try DatabaseQueue(path: path)
            try Migrations.migrator.migrate(queue, upTo: "007_accessTokens")
            try await queue.write { database in
                try database.execute(sql: Self.rows)
            }
            try queue.close()
            let metadata = try Metadata(path: path)
            let id = Identifier<Dataset>(seconds: 0x61616161, random: 0x61_6161_6161, counter: 0x616161)
            let (items, annotations, dataset) = try await metadata.read { transaction in
                (
                    try transaction.items(of: id, page: .first).items,
                    try transaction.annotations(of: id, filter: nil, page: .first).items,
                    try transaction.dataset(id)
                )
            }
            #expect(items.map(\.path.text) == ["a.png", "b.png"] && items.allSatisfy { $0.metadata.isEmpty })
            #expect(annotations.map(\.label) == ["cat"] && annotations[0].attributes.isEmpty)
            #expect(dataset?.isStrict == false && dataset?.labels.map(\.name) == ["cat"])
            #expect(try await metadata.read { try $0.damage(deep: true) + $0.danglingTables() } == [])
            try metadata.close()
        }
    }

    private static let rows = """
        INSERT INTO project VALUES (x'707070707070707070707070', 'p', '', 1);
        INSERT INTO blob VALUES (x'\(String(repeating: "ab", count: 32))', 5, 1);
        INSERT INTO dataset VALUES (x'616161616161616161616161', x'707070707070707070707070', 'd', '', 2, 1, 1, 1, NULL);
        INSERT INTO datasetSubset VALUES (x'616161616161616161616161', 'train', 1), (x'616161616161616161616161', '', 1);
        INSERT INTO label VALUES (x'616161616161616161616161', 'cat', 0);
        INSERT INTO item VALUES
            (x'626262626262626262626262', x'616161616161616161616161', 'a.png',
                x'\(String(repeating: "ab", count: 32))', 5, 'image/png', 1, 1, 'train', 1),
            (x'636363636363636363636363', x'616161616161616161616161', 'b.png',
                x'\(String(repeating: "ab", count: 32))', 5, 'image/png', 1, 1, NULL, 1);
        INSERT INTO annotation (id, datasetID, itemID, label, geometry, createdBy, createdAt) VALUES
            (x'646464646464646464646464', x'616161616161616161616161', x'626262626262626262626262', 'cat',
                '{"kind":"image"}', 'ada', 1);
        """
}
