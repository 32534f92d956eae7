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

    @Test func `evaluations of before detectors are as they were`() async throws {
        try await withTemporaryFile { path in
            let queue = try DatabaseQueue(path: path)
            try Migrations.migrator.migrate(queue, upTo: "010_evaluations")
            try await queue.write { database in
                try database.execute(sql: Self.evaluation)
            }
            try queue.close()
            let metadata = try Metadata(path: path)
            let id = Identifier<Evaluation>(seconds: 0x67676767, random: 0x67_6767_6767, counter: 0x676767)
            let (evaluation, outcomes, broken) = try await metadata.read { transaction in
                (
                    try transaction.evaluation(id),
                    try transaction.outcomes(of: id, ReviewFilter(), page: .first).items,
                    try transaction.brokenEvaluations(deep: true)
                )
            }
            #expect(evaluation?.report?.classification?.accuracy == 0.25 && evaluation?.evidence == nil)
            #expect(outcomes.map(\.outcome.predicted) == ["dog"] && outcomes[0].outcome.confidence == 0.75)
            #expect(broken == [])
            #expect(try await metadata.read { try $0.damage(deep: true) + $0.danglingTables() } == [])
            try metadata.close()
        }
    }

    @Test func `runs of before one could wait are as they were, with all that is theirs`() async throws {
        try await withTemporaryFile { path in
            let queue = try DatabaseQueue(path: path)
            try Migrations.migrator.migrate(queue, upTo: "016_traces")
            try await queue.write { database in
                try database.execute(sql: Self.runs)
            }
            try queue.close()
            let metadata = try Metadata(path: path)
            let id = Identifier<Run>(seconds: 0x62626262, random: 0x62_6262_6262, counter: 0x626262)
            let (run, damage) = try await metadata.read { transaction in
                (try transaction.run(id), try transaction.damage(deep: true) + transaction.danglingTables())
            }
            #expect(run?.status == .finished && run?.foreignID?.text == "f-1" && run?.parentID != nil)
            #expect(run?.metrics["loss"]?.last == 0.5 && run?.parameters == ["loss": "0.1"])
            #expect(damage == [])
            let points = try await metadata.read { transaction in
                try transaction.connection.value("SELECT count(*) FROM metricPoint") ?? 0
            }
            #expect(points == 1)
            try metadata.close()
        }
    }

    /// A run that goes on and a part of it that is finished, with a metric, a parameter, a tag and a file.
    private static let runs = """
        INSERT INTO project VALUES (x'707070707070707070707070', 'p', '', 1);
        INSERT INTO blob VALUES (x'\(String(repeating: "ab", count: 32))', 5, 1);
        INSERT INTO experiment (key, id, projectID, name, description, tags, createdAt, updatedAt)
            VALUES (1, x'616161616161616161616161', x'707070707070707070707070', 'e', '', '{}', 1, 1);
        INSERT INTO run (key, id, projectID, experimentKey, name, status, startedAt, endedAt, parentKey, note, createdBy,
            foreignID) VALUES
            (1, x'636363636363636363636363', x'707070707070707070707070', 1, 'all', 'running', 1, NULL, NULL, '', 'ada',
                NULL),
            (2, x'626262626262626262626262', x'707070707070707070707070', 1, 'part', 'finished', 1, 2, 1, '', 'ada',
                'f-1');
        INSERT INTO runField VALUES (1, x'707070707070707070707070', 'loss');
        INSERT INTO runMetric VALUES (2, 1, 1, 0.5, 3, 1, 0.5, 0.5, 1);
        INSERT INTO metricPoint VALUES (2, 1, 3, 1, 0, 0.5);
        INSERT INTO runParameter (runKey, fieldKey, value) VALUES (2, 1, '0.1');
        INSERT INTO runTag (runKey, fieldKey, value) VALUES (2, 1, 'x');
        INSERT INTO runArtifact VALUES (2, 'a.txt', x'\(String(repeating: "ab", count: 32))', 5, 1);
        """

    /// An image of a cat that version `m:1` took for a dog.
    private static let evaluation = """
        INSERT INTO project VALUES (x'707070707070707070707070', 'p', '', 1);
        INSERT INTO blob VALUES (x'\(String(repeating: "ab", count: 32))', 5, 1);
        INSERT INTO dataset (id, projectID, name, description, itemCount, annotationCount, createdAt, updatedAt)
            VALUES (x'616161616161616161616161', x'707070707070707070707070', 'd', '', 1, 0, 1, 1);
        INSERT INTO item VALUES (x'626262626262626262626262', x'616161616161616161616161', 'a.png',
            x'\(String(repeating: "ab", count: 32))', 5, 'image/png', 1, 1, NULL, '{}', 1, 0, NULL, NULL);
        INSERT INTO snapshot VALUES (x'636363636363636363636363', x'616161616161616161616161',
            x'\(String(repeating: "ab", count: 32))', 5, 0, 1, 0, '{}', 'ada', 1);
        INSERT INTO model VALUES (x'646464646464646464646464', x'707070707070707070707070', 'm', '', '{}', 1, 1, 1,
            NULL, NULL);
        INSERT INTO version VALUES (x'656565656565656565656565', x'707070707070707070707070',
            x'646464646464646464646464', 1, 'created', NULL, '', '{}', NULL, NULL, '[]', '{}', '{}', NULL, NULL, NULL,
            0, 0, 'ada', 1, 1, NULL, NULL, NULL, NULL);
        INSERT INTO execution VALUES (x'666666666666666666666666', x'707070707070707070707070', 'evaluate',
            'succeeded', x'656565656565656565656565', 'm:1', x'616161616161616161616161',
            x'636363636363636363636363', NULL, NULL, '{}', NULL, 1, 0, 1, NULL, 1, 'ada', 1, 1, 1, 1);
        INSERT INTO evaluation VALUES (x'676767676767676767676767', x'707070707070707070707070',
            x'666666666666666666666666', x'656565656565656565656565', 'm:1', x'636363636363636363636363',
            x'616161616161616161616161', '', '\(report)', '{}', '{}', 'ada', 1, 1);
        INSERT INTO evaluationOutcome (evaluationID, itemID, path, kind, truth, predicted, confidence)
            VALUES (x'676767676767676767676767', x'626262626262626262626262', 'a.png', 'incorrect', 'cat', 'dog', 0.75);
        """

    private static let report = """
        {"labels": ["cat", "dog"], "unknownLabels": [], "count": 1, "correct": 0, "unlabeled": 0, "ambiguous": 0,
         "failed": 0, "accuracy": 0.25, "topK": {"1": 0}, "perClass": [], "confusion": []}
        """

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
